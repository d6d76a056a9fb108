/** It is this very text; a number is written as decimal. */

/** @type {import("../runtime/types.js").Op} */
export const is = (value, text) => `${value}` == text;
