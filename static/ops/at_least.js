/** It is a number, and this or more. */

/** @type {import("../runtime/types.js").Op} */
export const at_least = (value, text) => /^-?\d+(\.\d+)?$/.test(text) && +text >= value;
