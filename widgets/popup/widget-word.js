/** The pop-up over the page, with a code or words. */
import { over } from "./over.js";
import { popup } from "./popup.js";
import { wordPage } from "./word.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, over, wordPage);
