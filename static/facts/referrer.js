/** The address of the page before; empty where the browser names none. */

/** @type {import("../runtime/types.js").Fact} */
export const referrer = () => document.referrer;
