/** The pop-up as large as the window, with a code or words. */
import { full } from "./full.js";
import { popup } from "./popup.js";
import { wordPage } from "./word.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, full, wordPage);
