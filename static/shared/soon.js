/** Opens the live line once the page is loaded, seen and has nothing else to do. */

/** @type {import("../runtime/types.js").Shared} */
export const soon = ({ live, life }) => {
  const open = () => life.signal.aborted || document.hidden || live().catch(() => {});
  const look = () => document.readyState == "complete" && (window.requestIdleCallback || setTimeout)(open);
  addEventListener("load", look, life);
  addEventListener("visibilitychange", look, life);
  look();
};
