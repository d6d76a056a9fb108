/** The pop-up in a corner, with its form. */
import { formPage } from "./form.js";
import { popup } from "./popup.js";
import { slide } from "./slide.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, slide, formPage);
