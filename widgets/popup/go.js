/** The way on: a button, or a link that looks like one. */
import { el } from "../../static/parts/elements.js";

/** @param {string} words @param {string|(() => void)} to where a link leads, or what a press does @returns {HTMLElement} */
export const goOn = (words, to) =>
  typeof to == "string"
    ? el("a", { class: "go", href: to }, words)
    : el("button", { class: "submit go", type: "button", click: to }, words);
