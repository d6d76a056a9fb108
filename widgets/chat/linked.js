/** Words in which web addresses can be pressed; everything stays text. */
import { el } from "../../static/parts/elements.js";

const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?'»”)\]])/i;

/** @param {string} text @returns {(string|HTMLElement)[]} */
export const linked = (text) =>
  text
    .split(LINK)
    .map((part, at) => (at % 2 ? el("a", { href: part, target: "_blank", rel: "noopener nofollow ugc" }, part) : part));
