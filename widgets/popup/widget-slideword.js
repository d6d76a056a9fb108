/** The pop-up in a corner, with a code or words. */
import { popup } from "./popup.js";
import { slide } from "./slide.js";
import { wordPage } from "./word.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, slide, wordPage);
