/** A shell as large as the window. */
import { modal } from "./modal.js";

export const full = modal("dialog full");
