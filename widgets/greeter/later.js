/** What comes after a press: where to answer to, what is agreed to, sending, and what becomes of the reply. */
import { complain, forgive } from "../../static/parts/complain.js";
import { el } from "../../static/parts/elements.js";
import { consents, field, trap } from "../../static/parts/form.js";
import { further } from "../../static/parts/further.js";
import { ADDRESS, agreedIn, sendingOf } from "../../static/parts/sending.js";
import { sayIn } from "../../static/parts/say.js";
import { near } from "./near.js";

/** @param {import("./widget.js").Stage} stage @param {{texts: {[key: string]: string}, css: string}} more */
export const after = ({ room, visit: given, card, page, now, say }, more) => {
  const visit = further(room, given, more);
  const { t, draft, settings, language } = visit;
  const status = el("div", { class: "status", role: "status" });
  page.after(status);
  const stand = near(card, room, visit.life);
  const form = () => /** @type {any} */ (page.querySelector("form"));
  /** @param {string} name @returns {any} */
  const at = (name) => form()?.elements.namedItem(name);

  /** Where an answer goes: as it is known, or as it is asked for. @param {string} [known] */
  const reach = (known) => {
    const input = el("input", { class: "email", name: "email", inputmode: "email", autocapitalize: "off", autocomplete: "email", maxlength: 200 });
    input.value = draft.email || "";
    const asked = field(t("email"), input);
    const change = () => {
      place.replaceChildren(asked);
      input.focus();
    };
    const place = el("div", { class: "reach" }, ...(known ? [el("p", {}, t("answer_to", { to: known })), el("button", { class: "second change", type: "button", click: change }, t("change"))] : [asked]));
    return place;
  };

  /** The chat of this page, while whoever speaks is here: the reply goes there, and nobody is asked for an address. */
  const chat = () => {
    const { sender } = visit.facts();
    return sender && sender.id == now.who?.id && document.querySelector("frontdesk-widget[kind=chat]");
  };

  /** What stood in the words that are answered; nothing else that this device knows. */
  const filledIn = () => {
    const words = sayIn(language, settings.messages?.[now.said].text);
    return Object.fromEntries(
      Object.entries(now.facts || {}).flatMap(([fact, value]) => (value && words.includes(`{${fact}`) ? [[fact, value.slice(0, 100)]] : [])),
    );
  };

  /** After the first words the rest of the form comes under them. */
  const unfold = () => {
    const it = form();
    if (!it || it.querySelector(".submit")) return;
    Object.assign(at("message"), { id: "message", maxLength: 2000, ariaLabel: t("reply") });
    it.noValidate = true;
    const { email, phone } = visit.known();
    const contact = () => [reach((!draft.email && (email || phone)) || ""), el("div", { class: "agree" }, ...consents(visit)), trap()];
    it.append(
      ...(chat() ? [] : contact()),
      el("p", { class: "problem", role: "alert" }),
      el("button", { class: "submit" }, t("send")),
    );
    it.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      send();
    });
    it.addEventListener("input", (/** @type {any} */ { target }) => {
      forgive(target);
      if (target.type != "checkbox") draft[target.name] = target.value;
    });
    draft.message = at("message").value;
  };

  /** Say it in the chat, which opens with it. @param {Element} there @param {string} message */
  const sayThere = (there, message) => {
    const button = form().querySelector(".submit");
    if (button.disabled) return;
    button.disabled = true;
    visit.live().then((line) => line.talk()).then(
      (talk) => {
        button.disabled = false;
        if (!talk) return leave({ message }); // a preview
        const answers = { widget: room.host.getAttribute("widget") || "", said: now.said + 1, facts: filledIn() };
        talk.add(there.getAttribute("widget") || "", message, answers);
        visit.tell("pressed", { action: "chat" });
        at("message").value = draft.message = "";
        visit.close();
        visit.ask("chat");
      },
      () => {
        button.disabled = false;
        sendingOf(visit, page, "send").fail(t("failed"));
      },
    );
  };

  /** @param {{[field: string]: any}} values */
  const leave = (values) => sendingOf(visit, page, "send").leave(values, agreedIn(form()), form().website?.value);

  const send = () => {
    const { known } = visit;
    const message = at("message").value.trim();
    if (!form().querySelector(".reach")) {
      const there = chat();
      if (!complain(form(), { message: !message && t("write_first") })) return;
      if (there) return sayThere(there, message);
      for (const each of [...form().children].slice(1)) each.remove(); // they have gone: an answer needs an address
      unfold();
      return (at("email") || at("message")).focus();
    }
    const written = at("email") ? at("email").value.trim() : known().email || known().phone;
    const isAddress = /@/.test(written);
    const wrong = {
      message: !message && t("write_first"),
      email: !written ? t("required") : !(isAddress ? ADDRESS.test(written) : /\d{3}/.test(written.replace(/\D/g, ""))) && t("not_a_way"),
      contact: form().querySelector("#contact:not(:checked)") && t("consent_missing"),
    };
    if (!complain(form(), wrong)) return;
    const facts = filledIn();
    const values = {
      message,
      [isAddress ? "email" : "phone"]: written,
      ...(now.said > 0 && { said: now.said + 1 }),
      ...(Object.keys(facts)[0] && { facts }),
      ...(now.who && { sender: now.who.id }),
    };
    leave(values);
  };

  /** Say it in place of the message; without words the message is back. @param {string} [title] @param {string} [more] */
  const tell = (title, more) => {
    page.hidden = !!title;
    const close = el("button", { class: "second done", type: "button", click: visit.close }, t("done"));
    status.replaceChildren(...(title ? [el("p", { class: "text" }, title), el("p", {}, more), close] : []));
    if (title && room.activeElement) card.focus();
  };

  /** Back to what was written, with the reasons why it was not taken. @param {any} refusal */
  const refuse = ({ code, values, errors = {} }) => {
    say((values.said || 1) - 1);
    draft.email = values.email || values.phone;
    at("message").value = draft.message = values.message;
    unfold();
    page.querySelector(".reach")?.replaceWith(reach());
    const paths = Object.keys(errors).join();
    const wrong = {
      message: /message/.test(paths) && t("write_first"),
      email: /email|phone/.test(paths) && t("not_a_way"),
      contact: code == "consent_changed" ? t(code) : /consent/.test(paths) && t("consent_missing"),
    };
    sendingOf(visit, page, "send").fail(Object.values(wrong).some(Boolean) ? "" : t(code) || t("failed"));
    // other words: what was agreed to is no longer meant
    if (code == "consent_changed") form().querySelector(".agree").replaceChildren(...consents(visit));
    complain(form(), wrong);
  };

  return {
    /** Somebody is about to write, or has written; after a new mount their words are here again. */
    begun: () => {
      at("message").value ||= draft.message || "";
      if (at("message").value.trim()) unfold();
    },
    /** The card has come, and points at a part of the page. */
    point: () => stand(settings.messages[now.said].points_at),
    waiting: () => tell(t("offline"), t("offline_more")),
    kept: (/** @type {any} */ { values: { email, phone } }) =>
      tell(t("thanks"), t(now.who ? "thanks_by" : "thanks_more", { to: email || phone, by: now.who?.name })),
    refused: (/** @type {any} */ refusal) => {
      visit.forget();
      tell();
      visit.open(true); // whoever left something must know that it was not taken
      setTimeout(() => refuse(refusal)); // once it is open
    },
  };
};
