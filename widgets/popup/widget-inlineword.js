/** The pop-up in a place of the page's own, with a code or words. */
import { inline } from "./inline.js";
import { popup } from "./popup.js";
import { wordPage } from "./word.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, inline, wordPage);
