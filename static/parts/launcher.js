/** A launcher in the corner: the button by which a widget stands in the page; several stand one above the other. */
import { el } from "./elements.js";

/**
 * Draw it; it steps aside while what the page has focused lies under it. The oldest widget's stands lowest.
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
    const { currentCSSZoom: zoom = 1, offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = launcher;
    const isUnder =
      spot.left < (left + width) * zoom && spot.right > left * zoom && spot.top < (top + height) * zoom && spot.bottom > top * zoom;
    launcher.classList.toggle("aside", isUnder && at != document.body && at != room.host);
  };
  for (const type of ["focusin", "focusout", "scroll"]) document.addEventListener(type, look, { capture: true, passive: true, signal: life });
  launcher.addEventListener("focus", look);
  const pile = () => {
    const id = (/** @type {Element} */ host) => host.getAttribute("widget") || "";
    const lower = [...document.querySelectorAll("frontdesk-widget")].filter(
      (host) => id(host) < id(room.host) && host.shadowRoot?.querySelector(".launcher"),
    );
    launcher.style.setProperty("--up", `${68 * lower.length}px`);
  };
  const watcher = new MutationObserver(pile); // widgets are children of the root, whatever becomes of the page's body
  watcher.observe(document.documentElement, { childList: true });
  life.addEventListener("abort", () => watcher.disconnect());
  pile();
  room.append(launcher);
  return launcher;
};
