/** A shell in the page's own place for this widget: it is part of what is read, and nothing to be closed. */
import { el } from "../../static/parts/elements.js";
import { standIn } from "../../static/parts/place.js";

/** @type {(room: ShadowRoot, visit: import("./popup.js").Visit, sheet: HTMLElement) => import("./popup.js").Shell} */
export const inline = (room, { life }, sheet) => {
  const dialog = el("section", { class: "dialog inline", "aria-labelledby": "t", tabindex: -1 }, sheet);
  room.append(dialog);
  standIn(room.host, life);
  return {
    dialog,
    show: (byItself) => byItself || dialog.focus(),
    hide: () => {},
  };
};
