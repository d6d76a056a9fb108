/** A shell in the middle of the page. */
import { modal } from "./modal.js";

export const over = modal("dialog");
