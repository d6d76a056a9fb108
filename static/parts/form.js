/** Fields with their labels, consents, and the trap for machines. */
import { el } from "./elements.js";

/**
 * A labelled field; complain.js says beside it what is wrong with it.
 * @param {string} words
 * @param {HTMLInputElement|HTMLTextAreaElement} control has the name
 * @param {string} [optional] what is said of a field that may stay empty
 * @param {HTMLElement} [around] what stands in the control's place and holds it
 */
export const field = (words, control, optional, around = control) => {
  const id = (control.id = control.name);
  const label = el("label", { for: id }, el("span", {}, words, " ", optional && el("small", {}, optional)));
  return el("div", { class: "group" }, label, around);
};

/**
 * One box per purpose, each with words of its own, never ticked beforehand.
 * @param {import("../runtime/types.js").Visit<any>} visit
 * @returns {HTMLElement[]}
 */
export const consents = ({ consent, t, settings: { privacy_url } }) =>
  consent.map((purpose, at) =>
    el(
      "label",
      { class: "consent" },
      el("input", { type: "checkbox", name: "consent", value: purpose, id: purpose }),
      el(
        "span",
        {},
        t("consent_" + purpose),
        " ",
        !at && privacy_url && el("a", { href: privacy_url, target: "_blank", rel: "noopener" }, t("details")),
      ),
    ),
  );

/** People do not see it and leave it empty; what fills everything in fills this too. */
export const trap = () => el("input", { name: "website", hidden: "", autocomplete: "off" });
