/**
 * The visitor is about to leave: the pointer goes out at the top, or under a finger the page flies back up by half a
 * screen within a fifth of a second. A press on the page a moment ago is no leaving: a link may have moved the page.
 */

/** @type {import("../runtime/types.js").Armed} */
export const exit = (fire, _, signal) => {
  let pressed = 0;
  let from = 0;
  let since = 0;
  document.addEventListener("click", ({ timeStamp }) => (pressed = timeStamp), { capture: true, signal });
  document.documentElement.addEventListener("mouseleave", ({ clientY }) => clientY <= 0 && fire(true), { signal });
  addEventListener(
    "scroll",
    ({ timeStamp }) => {
      if (scrollY > from || timeStamp - since > 200) [from, since] = [scrollY, timeStamp];
      else if (from - scrollY > innerHeight / 2 && timeStamp - pressed > 1e3 && matchMedia("(hover:none)").matches) fire(true);
    },
    { passive: true, signal },
  );
};
