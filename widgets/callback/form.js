/** The callback's form: a number, if wanted a name and a question, and what the visitor agrees to. */
import { complain, forgive } from "../../static/parts/complain.js";
import { el, icon } from "../../static/parts/elements.js";
import { consents, field, trap } from "../../static/parts/form.js";

/**
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {(values: {[field: string]: string}, agreed: string[], trap: string) => void} send called with what is complete
 */
export const callbackForm = (visit, send) => {
  const { t, settings, draft, language } = visit;
  const { countries = [visit.country].filter(Boolean), ask_name = true, ask_question = true } = settings;
  const country = countries[0] || "";
  const shown = el("span", { "aria-hidden": "true" }, country);
  const select = el("select", { "aria-label": t("country") }, el("option", {}, country));
  const phone = el("input", { class: "phone", name: "phone", type: "tel", autocomplete: "tel", dir: "ltr" });
  const name = el("input", { class: "name", name: "name", autocomplete: "name", maxlength: 80 });
  const question = el("input", { class: "question", name: "question", maxlength: 1000 });
  const agree = el("div");
  const button = el("button", { class: "submit" }, t("button"));
  const fields = [phone, ask_name && name, ask_question && question].filter(Boolean);
  /** @type {{whole: () => string, refusal: () => object}|undefined} */
  let helper;
  /** @type {Promise<any>|undefined} */
  let helped;

  const help = () =>
    (helped ||= visit.load("phone").then(
      ({ dress }) => (helper = dress(phone, select, shown, countries, language)),
      () => (helped = undefined), // the number goes as it is typed; the server reads it
    ));

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (button.ariaDisabled) return;
    const agreed = [...form.querySelectorAll("[name=consent]:checked")].map(({ value }) => value);
    const isMissing = form.querySelector("#contact:not(:checked)");
    const wrong = {
      // the server knows numbers best; but while nothing may be sent, later.js says at once what is plainly wrong
      phone: !/\d/.test(phone.value) ? t("required") : isMissing && form.judge?.(helper),
      contact: isMissing && t("consent_missing"),
    };
    if (!complain(form, wrong)) return;
    const values = Object.fromEntries(fields.map((each) => [each.name, each.value.trim()]).filter(([, value]) => value));
    if (helper) values.phone = helper.whole();
    if (draft.corrects) values.corrects = draft.corrects;
    send(values, agreed, form.website.value);
  };

  const write = (/** @type {Event} */ { target }) => {
    forgive(target == select ? phone : target);
    for (const each of fields) draft[each.name] = each.value;
  };

  const form = el(
    "form",
    { class: "form", novalidate: "", submit, focusin: help, input: write },
    field(
      t("phone"),
      phone,
      "",
      el("div", { class: "tel" }, el("div", { class: "country" }, shown, icon("M6 9l6 6 6-6"), select), phone),
    ),
    ask_name && field(t("name"), name, t("optional")),
    ask_question && field(t("question"), question, t("optional")),
    agree,
    trap(),
    button,
  );

  // of the purposes only "consent_contact" is asked in our words: all others are the owner's own
  const ask = () => agree.replaceChildren(...consents(visit));
  ask();

  return {
    form,
    phone,
    /** Boxes with the words as they are now, none ticked. */
    ask,
    /** Put in what is known where nothing is written yet. @param {{[field: string]: any}} known */
    prefill: (known) => fields.forEach((each) => (each.value ||= draft[each.name] || known[each.name] || "")),
    /** @param {boolean} isSending says what it does */
    busy: (isSending) => {
      button.ariaDisabled = isSending ? "true" : null;
      button.textContent = t(isSending ? "sending" : "button");
    },
  };
};
