/** How far the page has been scrolled: in percent of what can be scrolled, so that a page without scrolling never fires. */

/** @type {import("../runtime/types.js").Armed} */
export const scroll = (fire, { percent }, signal) =>
  addEventListener(
    "scroll",
    () => {
      const most = document.documentElement.scrollHeight - innerHeight;
      if (most > 0 && scrollY >= (most * /** @type {number} */ (percent)) / 100) fire(true);
    },
    { passive: true, signal },
  );
