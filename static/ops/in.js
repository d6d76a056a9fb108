/** It is one of these. */

/** @type {import("../runtime/types.js").Op} */
export const in_ = (value, text) => value.some((/** @type {any} */ one) => `${one}` == text);
