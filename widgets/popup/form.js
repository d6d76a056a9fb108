/** The pop-up's form: an address, if wanted a name, and what the visitor agrees to. */
import { el } from "../../static/parts/elements.js";
import { complain, consents, field, forgive, trap } from "../../static/parts/form.js";

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/; // the server reads more closely

/**
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {() => void} begun somebody begins to write
 */
export const signUp = (visit, begun) => {
  const { t, draft, settings } = visit;
  // not of the type "email": browsers turn a domain in other letters than Latin ones into xn--… there
  const email = el("input", { class: "email", name: "email", inputmode: "email", autocomplete: "email", autocapitalize: "off" });
  const name = el("input", { class: "name", name: "name", autocomplete: "name", maxlength: 80 });
  const agree = el("div");
  const button = el("button", { class: "submit" }, t("button"));
  const problem = el("p", { class: "problem", role: "alert" });
  const fields = settings.ask_name ? [email, name] : [email];

  // of the purposes only "consent_contact" is asked in our words: all others are the owner's own
  const ask = () => agree.replaceChildren(...consents(visit));

  /** @param {boolean} isSending says what it does */
  const busy = (isSending) => {
    button.ariaDisabled = isSending ? "true" : null;
    button.textContent = t(isSending ? "sending" : "button");
  };

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (button.ariaDisabled) return;
    const agreed = [...form.querySelectorAll("[name=consent]:checked")].map(({ value }) => value);
    const wrong = {
      email: !email.value.trim() ? t("required") : !ADDRESS.test(email.value.trim()) && t("not_an_email"),
      contact: form.querySelector("#contact:not(:checked)") && t("consent_missing"),
    };
    problem.textContent = "";
    if (!complain(form, wrong)) return;
    busy(true);
    const values = Object.fromEntries(fields.map((each) => [each.name, each.value.trim()]).filter(([, value]) => value));
    visit.submit(values, agreed, form.website.value).catch((/** @type {any} */ { code }) => {
      if (code) return; // told to the handlers
      busy(false);
      problem.textContent = t("failed");
    });
  };

  const write = (/** @type {Event} */ { target }) => {
    forgive(target);
    for (const each of fields) draft[each.name] = each.value;
  };

  const form = el(
    "form",
    { class: "form", novalidate: "", submit, focusin: begun, input: write },
    field(t("email"), email),
    settings.ask_name && field(t("name"), name, t("optional")),
    agree,
    trap(),
    problem,
    button,
  );
  ask();

  return {
    form,
    email,
    /** Put in what is known where nothing is written yet. @param {{[field: string]: any}} known */
    prefill: (known) => fields.forEach((each) => (each.value ||= draft[each.name] || known[each.name] || "")),
    /** Back to what was written, with the reasons why it was not taken. @param {any} values @param {string} code @param {any} words @param {string} other */
    refuse: (values, code, words, other) => {
      busy(false);
      for (const each of fields) each.value = values[each.name] || "";
      if (code == "consent_changed") ask(); // other words: what was agreed to is no longer meant
      problem.textContent = other;
      complain(form, words);
    },
  };
};
