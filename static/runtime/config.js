/** The site's public configuration: the server writes it in place of the string when it serves the loader. */

/** @type {import("./types.js").Config} */
export const config = /** @type {any} */ ("%CONFIG%");

/** Our own script element, while it is still known which one runs. */
const script = /** @type {HTMLScriptElement|null} */ (document.currentScript);

/** `data-live="http"` on the script: this page allows no sockets. */
export const isHttpOnly = script?.dataset.live == "http";
