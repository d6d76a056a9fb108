/**
 * The visitor is about to leave: the pointer goes out at the top, or a finger lets the page fly back up by half a window
 * within a fifth of a second. Not so after a press, which may have moved the page; after one on a link until the page
 * has become another one; nor while something is dragged or a list of the browser's own is open.
 */

/** @type {import("../runtime/types.js").Armed} */
export const exit = (fire, _, signal) => {
  let quiet = 0;
  let touched = -1e3;
  let from = 0;
  let since = 0;
  const hush = (/** @type {number} */ ms) => (quiet = performance.now() + ms);
  const linkOf = (/** @type {any} */ pressed) => pressed.closest?.("a[href]");
  addEventListener("frontdesk:moved", () => hush(1e3), { signal });
  document.addEventListener("click", ({ target }) => hush(linkOf(target) ? 1e4 : 1e3), { capture: true, signal });
  for (const type of ["touchstart", "touchend"])
    document.addEventListener(type, ({ timeStamp }) => (touched = timeStamp), { capture: true, passive: true, signal });
  document.documentElement.addEventListener(
    "mouseleave",
    ({ clientY, buttons, timeStamp }) => {
      if (clientY <= 0 && !buttons && timeStamp > quiet && !document.activeElement?.matches("select,input")) fire(true);
    },
    { signal },
  );
  addEventListener(
    "scroll",
    ({ timeStamp }) => {
      if (scrollY > from || timeStamp - since > 200) [from, since] = [scrollY, timeStamp];
      else if (from - scrollY > innerHeight / 2 && timeStamp > quiet && timeStamp - touched < 1e3) fire(true);
    },
    { passive: true, signal },
  );
};
