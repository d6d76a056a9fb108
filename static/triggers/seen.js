/** Half of something of the page is in sight, or it fills half of the window; also what comes into the page later. */

/** @type {import("../runtime/types.js").Armed} */
export const seen = (fire, { selector }, signal) => {
  let timer = 0;
  const sight = new IntersectionObserver(
    (met) => {
      for (const { isIntersecting, intersectionRatio, intersectionRect } of met)
        if (isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2)) return fire(true);
    },
    { threshold: [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5] }, // what is taller than two windows never shows its half
  );
  const look = () => {
    timer = 0;
    try {
      for (const found of document.querySelectorAll(/** @type {string} */ (selector))) sight.observe(found);
    } catch {} // a selector that this browser does not know selects nothing
  };
  const changes = new MutationObserver(() => (timer ||= setTimeout(look, 1e3)));
  changes.observe(document, { childList: true, subtree: true });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    changes.disconnect();
    sight.disconnect();
  });
  look();
};
