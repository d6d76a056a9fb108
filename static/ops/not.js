/** It is known and another. */

/** @type {import("../runtime/types.js").Op} */
export const not = (value, text) => `${value}` != text;
