/** A shell over the page, a dialog: the page behind waits until it is closed. */
import { el } from "../../static/parts/elements.js";
import { ways } from "./ways.js";

/** @type {(looks: string) => (room: ShadowRoot, visit: import("./popup.js").Visit, sheet: HTMLElement) => import("./popup.js").Shell} */
export const modal = (looks) => (room, visit, sheet) => {
  const { close } = visit;
  ways(visit, sheet);
  const dialog = el(
    "dialog",
    {
      class: looks,
      role: "dialog",
      "aria-labelledby": "t",
      tabindex: -1,
      cancel: (/** @type {Event} */ event) => {
        event.preventDefault();
        close();
      },
      click: (/** @type {Event} */ { target }) => target == dialog && close(), // beside the sheet
    },
    sheet,
  );
  return {
    dialog,
    show: () => {
      room.append(dialog);
      dialog.showModal();
      dialog.focus(); // not the field: on a phone its keyboard would cover what is said
    },
    hide: () => {
      dialog.close();
      dialog.remove();
    },
  };
};
