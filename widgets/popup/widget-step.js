/** The pop-up over the page, beginning with the first of several steps. */
import { over } from "./over.js";
import { popup } from "./popup.js";
import { firstStep } from "./step.js";

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, over, firstStep);
