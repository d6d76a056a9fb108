/** The same line as a form: what is asked before the first words, a way to answer, and what is agreed to. */
import { complain, forgive } from "../../static/parts/complain.js";
import { el } from "../../static/parts/elements.js";
import { consents, field, trap } from "../../static/parts/form.js";
import { further } from "../../static/parts/further.js";
import { ADDRESS, agreedIn, sendingOf } from "../../static/parts/sending.js";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} given
 * @param {{write: {area: HTMLTextAreaElement, grow: () => void}, introduce: () => Promise<void>, say: (text: string, topic?: number) => void, texts: {[key: string]: string}, css: string}} more
 */
export const contact = (room, given, { write: { area, grow }, introduce, say, ...more }) => {
  const visit = further(room, given, more);
  const { t, draft, settings, known } = visit;
  const name = el("input", { class: "name", name: "name", autocomplete: "name", maxlength: 80 });
  const email = el("input", { class: "email", name: "email", inputmode: "email", autocapitalize: "off", autocomplete: "email", maxlength: 200 });
  const reach = el("div", { class: "reach" });
  const agree = el("div", { class: "agree" }, ...consents(visit));
  const place = el("div");
  /** Somebody of the team is there, so that nobody has to leave a way to answer. */
  let isHere = false;
  /** @type {any} */
  let before;
  for (const each of [name, email]) each.value = draft[each.name] || "";

  /** Where an answer goes: as it is known, or as it is asked for. */
  const drawReach = () => {
    const { email: address, phone } = known();
    const to = !draft.email && (address || phone);
    const asked = [settings.ask_name !== false && field(t("name"), name, t("optional")), field(t("email"), email)].filter(Boolean);
    const change = () => {
      reach.replaceChildren(...asked);
      email.focus();
    };
    const button = el("button", { class: "second change", type: "button", click: change }, t("change"));
    reach.replaceChildren(...(to ? [el("p", {}, t("answer_to", { to })), button] : asked));
  };

  const needsReach = () => !isHere || settings.contact_first == "required";

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const message = area.value.trim();
    const { topic = 0, lines = [], wrong: unanswered } = before?.read() || {};
    const written = reach.hidden ? "" : email.isConnected ? email.value.trim() : known().email || known().phone;
    const isAddress = /@/.test(written);
    const wrong = {
      ...unanswered,
      message: !message && t("write_first"),
      email: !written ? !reach.hidden && needsReach() && t("required") : !(isAddress ? ADDRESS.test(written) : /\d{3}/.test(written.replace(/\D/g, ""))) && t("not_a_way"),
      contact: written && form.querySelector("#contact:not(:checked)") && t("consent_missing"),
    };
    if (!complain(form, wrong)) return;
    const text = [lines.join("\n"), message].filter(Boolean).join("\n\n");
    draft.plain = message;
    if (!written) {
      area.value = draft.message = "";
      before?.forget();
      return say(text, topic);
    }
    const called = name.isConnected && name.value.trim();
    const values = { message: text, ...(topic && { topic }), ...(called && { name: called }), [isAddress ? "email" : "phone"]: written };
    introduce().then(() => sendingOf(visit, form, "send").leave(values, agreedIn(form), form.website.value));
  };

  const write = (/** @type {any} */ { target }) => {
    forgive(target);
    if (target != area && !reach.contains(target)) return;
    draft[target.name] = target.value;
  };

  const form = el(
    "form",
    { class: "form", novalidate: "", submit, input: write },
    place,
    reach,
    agree,
    trap(),
    el("p", { class: "problem", role: "alert" }),
    el("button", { class: "submit send" }, t("send")),
  );
  drawReach();

  return {
    form,
    /** Take the line in here, with whatever was begun in it. */
    stand: () => {
      area.removeAttribute("aria-label");
      area.placeholder = "";
      area.maxLength = 2000; // what is asked stands before it
      place.replaceChildren(field(t("message"), area));
    },
    /** What is asked before the words, and whether somebody is there. @param {boolean} now @param {any} [questions] */
    fit: (now, questions) => {
      isHere = now;
      if (now) form.classList.remove("otherwise");
      const { email: address, phone } = known();
      agree.hidden = reach.hidden = isHere && (!settings.contact_first || !!(address || phone));
      if (questions && !before) place.before((before = questions).node);
    },
    /** Ways that come first; the form waits behind them. @param {HTMLElement} [ways] */
    offer: (ways) => {
      if (!ways || ways.parentNode) return;
      form.prepend(ways);
      form.classList.add("otherwise");
    },
    /** Behind the ways, the form. */
    unfold: () => {
      form.classList.remove("otherwise");
      area.focus();
    },
    /** It is with us, or kept here. */
    over: () => {
      area.value = draft.message = "";
      before?.forget();
      sendingOf(visit, form, "send").fail();
      agree.replaceChildren(...consents(visit));
      drawReach();
    },
    /** Back to what was written, with the reasons why it was not taken. @param {any} refusal */
    refuse: ({ code, values, errors = {} }) => {
      area.value = draft.message = draft.plain || values.message;
      draft.email = email.value = values.email || values.phone;
      drawReach();
      grow();
      const paths = Object.keys(errors).join();
      const wrong = {
        message: /message/.test(paths) && t("write_first"),
        email: /email|phone/.test(paths) && t("not_a_way"),
        contact: code == "consent_changed" ? t(code) : /consent/.test(paths) && t("consent_missing"),
      };
      sendingOf(visit, form, "send").fail(Object.values(wrong).some(Boolean) ? "" : t(code) || t("failed"));
      if (code == "consent_changed") agree.replaceChildren(...consents(visit)); // other words: what was agreed to is no longer meant
      complain(form, wrong);
    },
  };
};
