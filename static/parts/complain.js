/** Says beside a field what is wrong with it: for whoever has begun to write. */
import { el } from "./elements.js";

/** Where it is said; the place is made when there is first something to say. @param {any} control */
const placeBeside = (control) => {
  const id = `${control.id}-error`;
  const found = control.form.querySelector("#" + id);
  if (found) return found;
  const place = el("p", { class: "error", id });
  control.setAttribute("aria-describedby", id);
  control.closest(".consent")?.after(place);
  control.closest(".group")?.append(place);
  return place;
};

/** @param {any} control @param {string} words */
const say = (control, words) => {
  const place = placeBeside(control);
  place.textContent = words;
  place.hidden = !words;
  control.setAttribute("aria-invalid", `${!!words}`);
};

/** What is being put right is no longer called wrong. @param {any} control */
export const forgive = (control) => control.ariaInvalid && say(control, "");

/**
 * Say beside each field what is wrong with it and go to the first; a field that is not named is right.
 * @param {HTMLFormElement} form
 * @param {{[id: string]: string|null|undefined|false}} errors words by the control's id
 * @returns {boolean} whether all is right
 */
export const complain = (form, errors) => {
  let isFirst = true;
  for (const control of /** @type {Iterable<any>} */ (form.elements)) {
    const words = errors[control.id] || "";
    if (words) say(control, words);
    else forgive(control);
    if (words && isFirst) control.focus();
    isFirst &&= !words;
  }
  return isFirst;
};
