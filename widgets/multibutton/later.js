/** What the multibutton's launcher opens: the ways there are just now, and within the same panel a form for an address. */
import { el, icon } from "../../static/parts/elements.js";
import { further } from "../../static/parts/further.js";
import { panelOf } from "../../static/parts/panel.js";
import { sayIn } from "../../static/parts/say.js";
import { DONE, ICONS } from "./icons.js";
import { addressOf, isOutward, isOwn } from "./links.js";
import { offered } from "./offered.js";
import { showPart } from "./part.js";
import { sourceOf } from "./source.js";
import { subscribing } from "./subscribing.js";

/** @typedef {import("./offered.js").Action} Action */

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {HTMLElement} launcher
 * @param {{texts: {[key: string]: string}, css: string}} more
 */
export const panel = (room, visit, launcher, more) => {
  const spoken = further(room, visit, more);
  const { t, settings, close, ask, came, language } = spoken;

  const told = () => {
    if (settings.source === false) return { code: "", words: t(settings.greeting ? "greeting" : "greeting_plain") };
    const source = sourceOf(came());
    return { code: source.code, words: t("greeting", source) };
  };

  /** What a press does where it does not lead away; each of the panel's own. @type {{[kind: string]: (action: Action) => void}} */
  const acts = {
    callback: ({ kind }) => openOther(kind),
    chat: ({ kind }) => openOther(kind),
    widget: ({ widget = "" }) => openOther(widget),
    subscribe: () => see("form"),
    section: ({ to = "" }) => {
      close();
      showPart(to.slice(1));
    },
  };

  /** @param {string} name */
  const openOther = (name) => {
    close();
    ask(name);
  };

  /** @param {Action} action @returns {HTMLElement} */
  const row = (action) => {
    const { kind, to = "", label, note } = action;
    const isLink = !acts[kind] || kind == "section";
    const address = () => addressOf(kind, to, told());
    const second = sayIn(language, note) || (/^(call|email)$/.test(kind) && `\u2066${to}\u2069`); // what is dialled is read by whoever has no telephone here
    const press = (/** @type {MouseEvent} */ event) => {
      if (event.button == 2) return; // its menu
      visit.tell("pressed", { action: kind });
      if (isLink) made.href = address(); // the page may have moved on since it was drawn
      if (!acts[kind] || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      acts[kind](action);
    };
    const attributes = isLink
      ? {
          href: address(),
          ...(isOutward(address()) && { target: "_blank", rel: "noopener" }),
          ...(kind == "download" && isOwn(address()) && { download: "" }),
        }
      : { type: "button" };
    const made = el(
      isLink ? "a" : "button",
      { class: "action", "data-action": kind, click: press, auxclick: press, ...attributes },
      el("span", { class: "sign" }, icon(ICONS[kind])),
      el("span", {}, sayIn(language, label) || t("label_" + kind), second && el("small", {}, second)),
    );
    return made;
  };

  const heading = el("h2", { id: "t" });
  /** Arrows lead from action to action, round the end; Home and End to the first and the last. @param {KeyboardEvent} event */
  const move = (event) => {
    const { key } = event;
    const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".action")]);
    const at = rows.indexOf(/** @type {any} */ (room.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key];
    if (to == null || event.ctrlKey || event.metaKey || event.altKey) return; // the browser's own
    event.preventDefault(); // nothing scrolls besides
    rows.at(to % rows.length)?.focus();
  };
  const list = el("ul", { class: "actions", role: "list", keydown: move });
  const nothing = el("p", {}, t("nothing"));
  const status = el("div", { class: "status", role: "status" });
  const first = () => (view == "form" ? subscription.email : list.querySelector(".action") || panel);
  const { panel, show, hide } = panelOf(room, spoken, launcher, first);
  const subscription = subscribing(spoken, () => see("list"));
  panel.append(heading, list, nothing, subscription.form, status);

  /** What is seen of the panel: the list, the form, or what became of an address. */
  let view = "list";
  /** @param {"list"|"form"|"said"} [wanted] */
  const see = (wanted = "list") => {
    const hadFocus = panel.contains(room.activeElement);
    view = wanted;
    const ways = offered(visit);
    const subscribes = ways.find(({ kind }) => kind == "subscribe");
    list.replaceChildren(...ways.map((each) => el("li", {}, row(each))));
    heading.textContent = view == "form" ? sayIn(language, subscribes?.label) || t("label_subscribe") : t("title");
    heading.id = view == "said" ? "" : "t";
    heading.hidden = view == "said";
    list.hidden = view != "list";
    nothing.hidden = view != "list" || !!ways[0];
    subscription.form.hidden = view != "form";
    if (view != "said") status.replaceChildren();
    if (view == "form") subscription.prefill();
    if (hadFocus) (view == "said" ? panel : first()).focus();
  };

  /** @param {string} title @param {string} more @param {string} [sign] */
  const tell = (title, more, sign) => {
    subscription.rest();
    see("said");
    status.replaceChildren(...(sign ? [icon(sign)] : []), el("h2", { id: "t" }, title), el("p", {}, more));
  };

  return {
    /** @param {boolean} byItself */
    open: (byItself) => {
      if (view != "said") see(view == "form" ? "form" : "list");
      show(byItself);
    },
    close: () => {
      hide();
      if (view == "said") {
        visit.forget();
        view = "list";
      }
    },
    left: () => tell(t("offline"), t("offline_more")),
    kept: (/** @type {any} */ { values, confirm }) =>
      tell(t(confirm ? "confirm" : "thanks"), t(confirm ? "confirm_more" : "thanks_more", values), DONE),
    refused: (/** @type {any} */ refusal) => {
      visit.forget();
      see("form");
      subscription.prefill(refusal.values?.email);
      visit.open(true); // whoever left something must know that it was not taken
      subscription.refuse(refusal);
    },
  };
};
