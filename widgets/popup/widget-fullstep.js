/** The pop-up as large as the window, beginning with the first of several steps. */
import { full } from "./full.js";
import { popup } from "./popup.js";
import { firstStep } from "./step.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, full, firstStep);
