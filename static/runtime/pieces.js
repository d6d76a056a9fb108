/** What not every site needs: the server writes those pieces that this one asks for in place of the string. */

/** By folder of `static/`, then by file. @type {import("./types.js").Pieces} */
export const pieces = /** @type {any} */ ("%PIECES%");
