/** This stands somewhere in it. */

/** @type {import("../runtime/types.js").Op} */
export const contains = (value, text) => text.includes(value);
