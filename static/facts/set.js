/** What the page has told of itself by `set`. */

/** @type {import("../runtime/types.js").Fact} */
export const set = ({ attributes }, field) => attributes[field.slice(4)];
