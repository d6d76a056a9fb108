/** The pop-up over the page, with its form; its other layouts are in widget-*.js, what comes after a press in later.js. */
import { formPage } from "./form.js";
import { over } from "./over.js";
import { popup } from "./popup.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, over, formPage);
