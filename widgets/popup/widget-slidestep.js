/** The pop-up in a corner, beginning with the first of several steps. */
import { popup } from "./popup.js";
import { slide } from "./slide.js";
import { firstStep } from "./step.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, slide, firstStep);
