/** The pop-up in a place of the page's own, with its form. */
import { formPage } from "./form.js";
import { inline } from "./inline.js";
import { popup } from "./popup.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, inline, formPage);
