/** What we use of the browser, taken before a host page's libraries can change it. */

export const { document: doc, location: here, fetch: ask } = window;

/** Prototype.js and its kind put `toJSON` on arrays and objects: give this one plain values only. */
export const { stringify } = JSON;

/** A name nobody else draws: 128 random bits in letters that are safe everywhere. */
export const random = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
