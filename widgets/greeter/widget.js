/** The card: a face and a name, a line, and a way to answer. It stands beside what is read, and the page goes on. */
import { el } from "../../static/parts/elements.js";
import { sayIn } from "../../static/parts/say.js";
import { factsOf, personal } from "./personal.js";

/**
 * @typedef {import("../../static/runtime/types.js").Visit<any>} Visit
 * @typedef {{id: string, name: string, picture?: string}} Sender
 * @typedef {{room: ShadowRoot, visit: Visit, card: HTMLElement, page: HTMLElement, now: {said: number, who?: Sender, facts?: {[fact: string]: string|undefined}}, say: (at: number) => void}} Stage
 *   what comes after a press is drawn with; `now` is which message is said, counted from 0, who speaks, and what is known; `say` another
 */

/** @param {ShadowRoot} room @param {Visit} visit @returns {() => void} how to leave */
export const mount = (room, visit) => {
  const { t, settings, language, close } = visit;
  const { messages = [{}], senders, fallback_picture } = settings;
  /** @type {Stage["now"]} */
  const now = { said: -1 };
  const head = el("div", { class: "sender" });
  const page = el("div", { class: "page" });
  const heard = el("p", { class: "heard", role: "status" });
  /** @type {any} */
  let back;
  const card = el(
    "div",
    {
      class: "card",
      role: "dialog",
      "aria-labelledby": "t",
      tabindex: -1,
      keydown: (/** @type {KeyboardEvent} */ { key }) => key == "Escape" && close(),
    },
    head,
    page,
    el("button", { class: "close", "aria-label": t("close"), click: close }, "×"),
  );

  /** @type {Promise<any>|undefined} */
  let told;
  /** What comes after a press, asked to do this; without a connection the next press or news asks again. @param {string} what @param {any} [news] */
  const rest = (what, news) => {
    told ||= visit.more().then(({ after, ...more }) => after({ room, visit, card, page, now, say }, more));
    told.then(
      (teller) => teller[what](news),
      () => (told = undefined),
    );
  };

  /** Whoever has begun to speak goes on; the mark is there only while they are here. */
  const look = () => {
    const here = !senders && visit.facts().sender;
    now.who ||= here;
    const { name, picture } = now.who || { name: t("fallback_name"), picture: fallback_picture };
    const isHere = here && here.id == now.who.id;
    head.replaceChildren(
      el(
        "span",
        { class: "face", "aria-hidden": "true" },
        picture && el("img", { src: picture, alt: "", error: (/** @type {any} */ { target }) => target.remove() }),
        [...name][0],
      ),
      el(
        "div",
        {},
        el("h2", { id: "t" }, name),
        isHere ? el("small", { class: "online" }, t("online")) : !now.who && el("small", {}, t("fallback_role")),
      ),
    );
  };

  /** @param {any} message */
  const wayOf = ({ answer, button, link, opens }) => {
    if (!answer) {
      const reply = el("textarea", { class: "reply", name: "message", rows: 1, placeholder: t("reply") });
      const begun = () => rest("begun");
      return el("form", { class: "form", focusin: begun, input: begun }, el("div", { class: "group" }, reply));
    }
    const click = () => {
      visit.tell("pressed", { action: link ? "link" : "open" });
      if (link) return;
      close();
      visit.ask(opens);
    };
    return (
      answer == "button" &&
      (link || visit.has(opens)) &&
      el(link ? "a" : "button", { class: "go", href: link, click }, sayIn(language, button) || t("button"))
    );
  };

  /** @param {number} at */
  const say = (at) => {
    if (at != now.said) page.replaceChildren(el("p", { class: "text" }), wayOf(messages[(now.said = at)]) || "");
    page.firstChild.textContent = personal(sayIn(language, messages[at].text), (now.facts = factsOf(visit.known()))) || t("text");
  };

  /** @type {{[name: string]: any}} */
  const handlers = {
    open: (/** @type {boolean} */ byItself) => {
      look();
      // what is said is chosen when the card comes, and stays while it is there
      say(Math.max(0, messages.findIndex((/** @type {any} */ { where }) => !where || visit.decide(where) == 1)));
      back = document.activeElement;
      room.append(card);
      if (byItself) setTimeout(() => (heard.textContent = head.innerText + page.innerText), 99); // a live region is there before its words
      if (messages[now.said].points_at) rest("point");
      if (!byItself) card.focus();
    },
    close: () => {
      const hadFocus = room.activeElement;
      card.remove();
      heard.textContent = "";
      if (hadFocus) back.focus();
    },
    facts: look,
  };
  room.append(heard);
  for (const name of ["waiting", "kept", "refused"]) handlers[name] = (/** @type {any} */ news) => rest(name, news);
  visit.on(handlers);
  return () => {};
};
