/** Fields with their labels and errors, consents, and the trap for machines. */
import { el } from "./elements.js";

/** @param {string} id the control it speaks about */
const complaint = (id) => el("p", { class: "error", id: `${id}-error`, hidden: "" });

/**
 * A labelled field with a place for its error.
 * @param {string} words
 * @param {HTMLInputElement|HTMLTextAreaElement} control has the name
 * @param {string} [optional] what is said of a field that may stay empty
 * @param {HTMLElement} [around] what stands in the control's place and holds it
 */
export const field = (words, control, optional, around = control) => {
  const id = (control.id = control.name);
  control.setAttribute("aria-describedby", `${id}-error`);
  const label = el("label", { for: id }, el("span", {}, words, " ", optional && el("small", {}, optional)));
  return el("div", { class: "group" }, label, around, complaint(id));
};

/**
 * One box per purpose, each with words of its own, never ticked beforehand.
 * @param {import("../runtime/types.js").Visit<any>} visit
 * @returns {HTMLElement[]}
 */
export const consents = ({ consent, t, settings: { privacy_url } }) =>
  consent.flatMap((purpose, at) => [
    el(
      "label",
      { class: "consent" },
      el("input", { type: "checkbox", name: "consent", value: purpose, id: purpose, "aria-describedby": `${purpose}-error` }),
      el(
        "span",
        {},
        t("consent_" + purpose),
        " ",
        !at && privacy_url && el("a", { href: privacy_url, target: "_blank", rel: "noopener" }, t("details")),
      ),
    ),
    complaint(purpose),
  ]);

/** People do not see it and leave it empty; what fills everything in fills this too. */
export const trap = () => el("input", { name: "website", hidden: "", autocomplete: "off" });

/** @param {HTMLElement} control @param {HTMLElement} place @param {string} words */
const say = (control, place, words) => {
  place.textContent = words;
  place.hidden = !words;
  control.setAttribute("aria-invalid", `${!!words}`);
};

/** What is being put right is no longer called wrong. @param {any} control */
export const forgive = (control) => {
  const place = control.form.querySelector(`#${control.id}-error`);
  if (place) say(control, place, "");
};

/**
 * Say beside each field what is wrong with it and go to the first; a field that is not named is right.
 * @param {HTMLFormElement} form
 * @param {{[id: string]: string|null|undefined}} errors words by the control's id
 * @returns {boolean} whether all is right
 */
export const complain = (form, errors) => {
  let isFirst = true;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".error"))) {
    const id = place.id.slice(0, -6);
    const control = /** @type {HTMLElement} */ (form.querySelector("#" + id));
    const words = errors[id] || "";
    say(control, place, words);
    if (words && isFirst) control.focus();
    isFirst &&= !words;
  }
  return isFirst;
};
