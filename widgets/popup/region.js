/** A shell beside the page, which goes on: it takes the focus only when it was asked for, and gives it back. */
import { el } from "../../static/parts/elements.js";
import { ways } from "./ways.js";

/** @type {(looks: string) => (room: ShadowRoot, visit: import("./popup.js").Visit, sheet: HTMLElement) => import("./popup.js").Shell} */
export const region = (looks) => (room, visit, sheet) => {
  /** @type {any} */
  let back;
  ways(visit, sheet);
  const dialog = el(
    "div",
    {
      class: "dialog " + looks,
      role: "dialog",
      "aria-labelledby": "t",
      tabindex: -1,
      focusin: (/** @type {FocusEvent} */ { relatedTarget: from }) => {
        if (from && !dialog.contains(/** @type {Node} */ (from))) back = from;
      },
      keydown: (/** @type {KeyboardEvent} */ { key }) => key == "Escape" && visit.close(),
    },
    sheet,
  );
  return {
    dialog,
    show: (byItself) => {
      room.append(dialog);
      if (!byItself) dialog.focus();
    },
    hide: () => {
      const hadFocus = room.activeElement;
      dialog.remove();
      if (hadFocus) back?.focus();
    },
  };
};
