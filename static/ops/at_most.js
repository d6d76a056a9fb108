/** It is a number, and this or less. */

/** @type {import("../runtime/types.js").Op} */
export const at_most = (value, text) => /^-?\d+(\.\d+)?$/.test(text) && +text <= value;
