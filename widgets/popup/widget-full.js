/** The pop-up as large as the window, with its form. */
import { formPage } from "./form.js";
import { full } from "./full.js";
import { popup } from "./popup.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, full, formPage);
