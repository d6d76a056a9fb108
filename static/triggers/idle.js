/** Nobody has moved, typed, scrolled or touched anything for some seconds, while the page was seen; once for each rest. */

/** @type {import("../runtime/types.js").Armed} */
export const idle = (fire, { seconds }, signal) => {
  const rest = /** @type {number} */ (seconds) * 1e3;
  let last = 0;
  let timer = 0;
  const look = () => {
    const left = last + rest - Date.now();
    timer = left > 0 ? setTimeout(look, left) : 0;
    if (!timer && !document.hidden) fire(true);
  };
  const stir = () => {
    last = Date.now();
    timer ||= setTimeout(look, rest);
  };
  // a box that scrolls by itself is nobody's act: of scrolling only the page's own counts, which comes up to the window
  addEventListener("scroll", stir, { passive: true, signal });
  for (const type of ["pointermove", "pointerdown", "touchmove", "wheel", "keydown", "visibilitychange"])
    addEventListener(type, stir, { capture: true, passive: true, signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  stir();
};
