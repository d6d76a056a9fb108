/** The form for an address, within the panel: what is wrong with it is said beside it, and sending it. */
import { complain, forgive } from "../../static/parts/complain.js";
import { el } from "../../static/parts/elements.js";
import { consents, field, trap } from "../../static/parts/form.js";
import { ADDRESS, agreedIn, sendingOf } from "../../static/parts/sending.js";

/**
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {() => void} back to the list
 */
export const subscribing = (visit, back) => {
  const { t, draft } = visit;
  // not of the type "email": browsers turn a domain in other letters than Latin ones into xn--… there
  const email = el("input", { class: "email", name: "email", inputmode: "email", autocapitalize: "off", autocomplete: "email" });
  const agree = el("div", { class: "agree" });
  const ask = () => agree.replaceChildren(...consents(visit));

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = email.value.trim();
    const agreed = agreedIn(form);
    const wrong = {
      email: !said ? t("required") : !ADDRESS.test(said) && t("not_an_email"),
      newsletter: !agreed[0] && t("consent_missing"),
    };
    if (complain(form, wrong)) sending.leave({ email: said }, agreed, form.website.value);
  };

  const write = (/** @type {Event} */ { target }) => {
    forgive(target);
    draft.email = email.value;
  };

  const form = el(
    "form",
    { class: "form", novalidate: "", submit, input: write },
    field(t("email"), email),
    agree,
    trap(),
    el("p", { class: "problem", role: "alert" }),
    el("button", { class: "submit" }, t("button")),
    el("button", { class: "second back", type: "button", click: back }, t("back")),
  );
  const sending = sendingOf(visit, form, "button");
  ask();

  return {
    form,
    email,
    /** Put in what is known where nothing is written yet. @param {string} [value] */
    prefill: (value) => (email.value ||= value || draft.email || visit.known().email || ""),
    /** Ready for another one. */
    rest: () => sending.fail(),
    /** Why it was not taken. @param {any} refusal */
    refuse: ({ code, errors = {} }) => {
      const paths = Object.keys(errors).join();
      const wrong = {
        email: /email/.test(paths) && t("not_an_email"),
        newsletter: code == "consent_changed" ? t(code) : /consent/.test(paths) && t("consent_missing"),
      };
      if (code == "consent_changed") ask(); // other words: what was agreed to is no longer meant
      sending.fail(wrong.email || wrong.newsletter ? "" : t(code) || t("failed"));
      complain(form, wrong);
    },
  };
};
