/** Some seconds of this visit, on whatever pages of the site they were spent. */

/** @type {import("../runtime/types.js").Armed} */
export const time = (fire, { seconds }, signal, { visited }) => {
  const timer = setTimeout(fire, visited().since + /** @type {number} */ (seconds) * 1e3 - Date.now(), true);
  signal.addEventListener("abort", () => clearTimeout(timer));
};
