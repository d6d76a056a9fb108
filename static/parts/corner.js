/** A launcher in the corner and the panel it opens: focus goes in, Escape closes, focus returns where it was. */
import { el, icon } from "./elements.js";

/**
 * Draw both. The panel is named by whatever stands in it with the id `t`, and is in the room while the visit is open.
 * @param {ShadowRoot} room
 * @param {import("../runtime/types.js").Visit<any>} visit
 * @param {Element} sign the launcher's icon
 * @param {() => HTMLElement} first what takes the focus
 */
export const corner = (room, visit, sign, first) => {
  const { open, close, t } = visit;
  const launcher = el("button", { class: "launcher", type: "button", "aria-haspopup": "dialog", click: open }, sign, t("launcher"));
  const panel = el(
    "div",
    {
      class: "panel",
      role: "dialog",
      "aria-labelledby": "t",
      tabindex: -1,
      keydown: (/** @type {KeyboardEvent} */ { key }) => key == "Escape" && close(),
    },
    el("button", { class: "close", type: "button", "aria-label": t("close"), click: close }, icon("M6 6l12 12M18 6L6 18")),
  );
  /** @type {any} */
  let back;

  /** The launcher steps aside while what the page has focused lies under it. */
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
  for (const type of ["focusin", "focusout", "scroll"]) document.addEventListener(type, look, { capture: true, passive: true, signal: visit.life });
  launcher.addEventListener("focus", look);
  room.append(launcher);

  return {
    panel,
    /** @param {boolean} byItself */
    show: (byItself) => {
      back = byItself ? launcher : room.activeElement || document.activeElement;
      launcher.hidden = true;
      room.append(panel);
      if (!byItself) first().focus();
    },
    hide: () => {
      const hadFocus = room.activeElement || document.activeElement == document.body;
      panel.remove();
      launcher.hidden = false;
      if (hadFocus) (back?.isConnected && back != document.body ? back : launcher).focus();
    },
  };
};
