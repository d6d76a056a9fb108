/** A launcher in the corner: the button by which a widget stands in the page. */
import { el } from "./elements.js";

/**
 * Draw it; it steps aside while what the page has focused lies under it.
 * @param {ShadowRoot} room
 * @param {import("../runtime/types.js").Visit<any>} visit
 * @param {Element} sign its icon
 * @returns {HTMLButtonElement}
 */
export const launcherOf = (room, { open, t, life }, sign) => {
  const launcher = el("button", { class: "launcher", type: "button", "aria-haspopup": "dialog", click: open }, sign, t("launcher"));
  const look = () => {
    const at = document.activeElement;
    const spot = /** @type {Element} */ (at).getBoundingClientRect();
    const isUnder =
      spot.left < launcher.offsetLeft + launcher.offsetWidth &&
      spot.right > launcher.offsetLeft &&
      spot.top < launcher.offsetTop + launcher.offsetHeight &&
      spot.bottom > launcher.offsetTop;
    launcher.classList.toggle("aside", isUnder && at != document.body && at != room.host);
  };
  for (const type of ["focusin", "focusout", "scroll"]) document.addEventListener(type, look, { capture: true, passive: true, signal: life });
  launcher.addEventListener("focus", look);
  room.append(launcher);
  return launcher;
};
