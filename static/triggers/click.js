/** A click on something of the page; it opens each time, since the visitor wants it. */

/** @type {import("../runtime/types.js").Armed} */
export const click = (fire, { selector }, signal) =>
  document.addEventListener(
    "click",
    ({ target }) => {
      try {
        if (/** @type {Element} */ (target).closest(/** @type {string} */ (selector))) fire(false);
      } catch {} // a selector that this browser does not know selects nothing
    },
    { capture: true, signal },
  );
