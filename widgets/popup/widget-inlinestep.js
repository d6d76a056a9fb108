/** The pop-up in a place of the page's own, beginning with the first of several steps. */
import { inline } from "./inline.js";
import { popup } from "./popup.js";
import { firstStep } from "./step.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, inline, firstStep);
