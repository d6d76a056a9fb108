/** The ways out of what lies over the page: a cross first, and a plain no last. */
import { el, icon } from "../../static/parts/elements.js";

/** @param {import("./popup.js").Visit} visit @param {HTMLElement} sheet */
export const ways = ({ t, close }, sheet) => {
  sheet.prepend(
    el("button", { class: "close", type: "button", "aria-label": t("close"), click: close }, icon("M6 6l12 12M18 6L6 18")),
  );
  sheet.append(el("button", { class: "second dismiss", type: "button", click: close }, t("dismiss")));
};
