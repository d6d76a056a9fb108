/** The pop-up's form: an address, if wanted a name and a number, and what the visitor agrees to. */
import { el } from "../../static/parts/elements.js";
import { consents, field, trap } from "../../static/parts/form.js";
import { pageOf } from "./page.js";

/** A page with the form; what is wrong with it, and sending it, is in later.js. @param {import("./popup.js").Stage} stage */
export const formPage = ({ visit, rest }) => {
  const { t, draft, settings } = visit;
  const { picture, ask_name, ask_phone } = settings;
  /** @type {{[name: string]: any}} */
  const known = { ...visit.known(), ...draft };
  /** @param {string} name @param {object} [more] */
  const input = (name, more) => el("input", { class: name, name, value: known[name], autocomplete: name, maxlength: 80, ...more });
  // not of the type "email": browsers turn a domain in other letters than Latin ones into xn--… there
  const email = input("email", { inputmode: "email", autocapitalize: "off", maxlength: null });
  const phone = input("phone", { type: "tel", autocomplete: "tel", dir: "ltr" });
  const problem = el("p", { class: "problem", role: "alert" });

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    rest().then((teller) => (teller ? teller.send() : (problem.textContent = t("failed"))));
  };

  return pageOf(
    picture,
    t("title"),
    t("text"),
    el(
      "form",
      { class: "form", novalidate: "", submit, focusin: rest },
      field(t("email"), email),
      ask_name && field(t("name"), input("name"), t("optional")),
      ask_phone && field(t("phone"), phone, t("optional")),
      // of the purposes only "consent_contact" is asked in our words: all others are the owner's own
      el("div", { class: "agree" }, ...consents(visit)),
      trap(),
      problem,
      el("button", { class: "submit" }, t("button")),
    ),
  );
};
