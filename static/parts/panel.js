/** The panel that a launcher opens: focus goes in, Escape closes, focus returns where it was. */
import { el, icon } from "./elements.js";

/**
 * The panel is named by whatever stands in it with the id `t`, and is in the room while the visit is open.
 * @param {ShadowRoot} room
 * @param {import("../runtime/types.js").Visit<any>} visit
 * @param {HTMLElement} launcher gives way while the panel is shown
 * @param {() => HTMLElement} first what takes the focus
 */
export const panelOf = (room, { close, t }, launcher, first) => {
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
