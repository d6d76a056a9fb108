/** It begins with this. */

/** @type {import("../runtime/types.js").Op} */
export const prefix = (value, text) => text.startsWith(value);
