/** Sends what is written in the form, and says beside each field why it was not taken. */
import { complain, forgive } from "../../static/parts/complain.js";
import { consents } from "../../static/parts/form.js";
import { ADDRESS, agreedIn, sendingOf } from "../../static/parts/sending.js";

/** Which pages are listened to already. @type {WeakSet<HTMLElement>} */
const heard = new WeakSet();

/**
 * What can be done with the form of a page, or with the one button of a page without a form.
 * @param {import("./popup.js").Visit} visit
 * @param {HTMLElement} page
 */
export const formOf = (visit, page) => {
  const { t, draft } = visit;
  const form = /** @type {any} */ (page.querySelector("form"));
  const { leave, fail } = sendingOf(visit, page, form ? "button" : "show_code");
  /** @type {any[]} */
  const fields = ["email", "name", "phone"].map((name) => form?.elements.namedItem(name)).filter(Boolean);

  if (!heard.has(page)) {
    heard.add(page);
    page.addEventListener("input", ({ target }) => {
      const { type, name, value } = /** @type {HTMLInputElement} */ (target);
      forgive(target);
      if (type != "checkbox") draft[name] = value;
    });
  }

  return {
    leave,
    send: () => {
      const values = Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value));
      const { email, phone } = values;
      const wrong = {
        email: !email ? t("required") : !ADDRESS.test(email) && t("not_an_email"),
        phone: phone && !/\d/.test(phone) && t("not_a_phone"),
        contact: form.querySelector("#contact:not(:checked)") && t("consent_missing"),
      };
      if (complain(form, wrong)) leave(values, agreedIn(form), form.website.value);
    },
    /** Back to what was written, with the reasons why it was not taken. @param {any} refusal */
    refuse: ({ code, values, errors = {} }) => {
      const paths = Object.keys(errors).join();
      const wrong = {
        email: /email/.test(paths) && t("not_an_email"),
        phone: /phone/.test(paths) && t("not_a_phone"),
        contact: code == "consent_changed" ? t(code) : /consent/.test(paths) && t("consent_missing"),
      };
      fail(Object.values(wrong).some(Boolean) ? "" : t(code) || t("failed"));
      if (!form) return;
      for (const each of fields) each.value = values[each.name] || "";
      // other words: what was agreed to is no longer meant
      if (code == "consent_changed") form.querySelector(".agree").replaceChildren(...consents(visit));
      complain(form, wrong);
    },
  };
};
