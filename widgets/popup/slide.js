/** A card that slides into the corner across from where launchers stand. */
import { region } from "./region.js";

export const slide = region("slide");
