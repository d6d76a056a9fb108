/** What the chat's launcher opens: who answers, what was said, and where one writes. */
import { further } from "../../static/parts/further.js";
import { el } from "../../static/parts/elements.js";
import { panelOf } from "../../static/parts/panel.js";
import { apart } from "./apart.js";
import { badgeOn } from "./badge.js";
import { headOf } from "./head.js";
import { listOf } from "./list.js";
import { writing } from "./writing.js";

const PATIENCE = 1000; // ms for the line to tell whether somebody is there

/** @typedef {import("../../static/runtime/types.js").Conversation} Conversation */

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} given
 * @param {HTMLElement} launcher
 * @param {{texts: {[key: string]: string}, css: string}} more
 */
export const panel = (room, given, launcher, more) => {
  const visit = further(room, given, more);
  const { t, facts, life, draft, settings } = visit;
  /** @type {Conversation|undefined} */
  let talk;
  /** @type {Promise<void>|undefined} */
  let asked;

  const badge = badgeOn(room, launcher, t);
  const head = headOf(visit);
  const typing = el("p", { class: "typing" });
  const status = el("p", { class: "status", role: "status" });
  const line = el("p", { class: "queue", role: "status" });
  const stars = el("div", { class: "rating", hidden: "" });
  const say = (/** @type {string} */ text, topic = 0) => {
    if (draft.left) draft.left.told = "";
    ask().then(() => {
      if (!talk) {
        write.area.value = text;
        status.textContent = t("failed");
        return;
      }
      talk.add(room.host.getAttribute("widget") || "", text, undefined, topic);
      list.end();
    });
  };
  /** A link at once, and what the file looks like as soon as somebody knows. @param {any} file */
  const shown = (file) => {
    const link = el("a", { href: talk?.at(file.path), target: "_blank", rel: "noopener" }, file.name);
    files.fetch().then(() => files.made?.show(link, file));
    return link;
  };
  const list = listOf(visit, () => talk, shown);
  const write = writing(visit, { say, write: () => talk?.write() });
  /** @type {any} */
  let form = write;
  form.stand();
  form.form.hidden = true; // which of the two it is, shows when it is drawn
  const { panel, show, hide } = panelOf(room, visit, launcher, () => (form.form.isConnected && !form.form.hidden ? write.area : panel));
  panel.append(head.head, list.list, list.newer, typing, line, stars, status, form.form);

  /** What both sides have written, and write; without a connection the next opening asks again. */
  const ask = () =>
    (asked ||= visit.live().then((line) => line.talk()).then(
      (found) => {
        talk = found;
        talk?.show(panel.isConnected);
        draw();
      },
      () => void (asked = undefined),
    ));

  /** Whoever leaves a message can be answered on this page at least. */
  const introduce = async () => {
    await ask();
    talk?.introduce();
  };

  /** What the parts are lent. */
  const lent = {
    write,
    keep: list.keep,
    say,
    introduce,
    line,
    stars,
    widget: room.host.getAttribute("widget"),
    talk: () => ask().then(() => talk),
    leave: () => contact.made.unfold(),
  };
  /** @param {string} name @returns {any} */
  const part = (name) => apart(visit, name, (module) => module[name](room, visit, { ...module, ...lent }), () => draw());
  const contact = part("contact"); // the form by which a message is left
  const questions = part("questions"); // what is asked before the first words
  const ways = part("ways"); // what else is offered instead
  const queue = part("waiting"); // how many stand before this visitor, and what else they may do
  const rating = part("rating"); // what the visitor thinks of it in the end
  const files = part("files"); // of both sides, and how one is chosen

  const hasWays = /callback|links/.test(settings.nobody_offers);
  const hasQuestions = settings.topics?.[0] || settings.asks?.[0];
  const hasMore = hasQuestions || settings.articles || settings.questions?.[0];
  const isFirst = () => (hasQuestions || (settings.contact_first && !(visit.known().email || visit.known().phone))) && !draft.left && !talk?.isBegun() && !visit.get("talk");
  const isTalking = () => draft.left || talk?.isBegun() || visit.get("talk") || facts().online == "yes";

  /** The line or the form, or neither yet; what was begun in it goes with it. @param {any} next @param {boolean} isHidden */
  const stand = (next, isHidden) => {
    if (next == form && isHidden == form.form.hidden) return;
    const at = room.activeElement;
    const hadFocus = at == panel || form.form.contains(at);
    next.form.hidden = isHidden;
    form.form.replaceWith(next.form);
    form = next;
    form.stand();
    write.grow();
    if (hadFocus && !isHidden) write.area.focus();
  };

  const draw = () => {
    badge(talk?.unread() || 0);
    launcher.hidden = panel.isConnected || (settings.nobody_offers == "hide" && !isTalking());
    if (!panel.isConnected) return;
    const { left } = draft;
    const isSo = isTalking();
    const isForm = !isSo || !!isFirst();
    const who = talk?.typing();
    const state = talk?.state();
    if (state?.place) queue.fetch();
    queue.made?.draw(state);
    if (state?.state == "closed" && !state.rated) rating.fetch();
    rating.made?.draw(state);
    if (isSo) {
      ask();
      if (settings.files !== false && !isForm) files.fetch();
    } else if (hasWays) ways.fetch();
    if (isForm) contact.fetch();
    if (hasMore && (isForm || !talk?.isBegun())) questions.fetch();
    const isReady = contact.made && (isSo || !hasWays || ways.made) && (!hasQuestions || questions.made);
    contact.made?.fit(isSo, questions.made);
    if (!isSo) contact.made?.offer(ways.made?.node);
    panel.classList.toggle("leaving", isForm); // before the line is measured
    stand(isForm && isReady ? contact.made : write, isForm && !isReady);
    head.draw(state?.by);
    typing.textContent = who ? t("typing", { name: who }) : "";
    const isCut = !navigator.onLine && (left?.isWaiting || talk?.pending()[0]);
    const words = isCut ? t("no_line") : left?.told || "";
    if (status.textContent != words) status.textContent = words;
    list.draw(isSo ? "greeting" : "nobody", left, !isForm && questions.made?.suggested);
  };

  const look = () => panel.isConnected && list.look();
  for (const type of ["online", "offline"]) addEventListener(type, draw, { signal: life });
  document.addEventListener("visibilitychange", look, { signal: life });

  /** @param {any} left */
  const over = (left) => {
    draft.left = left;
    contact.made?.over();
    draw();
    write.grow();
    list.end();
  };

  return {
    /** @param {boolean} byItself */
    open: (byItself) => {
      show(byItself);
      draw();
      write.grow();
      list.end();
      talk?.show(true);
      setTimeout(() => facts().online || ask(), PATIENCE);
    },
    close: () => {
      hide();
      talk?.show(false);
      draw();
    },
    facts: draw,
    /** @param {Conversation} now */
    said: (now) => {
      talk = now;
      // Whoever is writing something is not disturbed: the badge is there.
      if (now.invited() && !panel.isConnected && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "")) visit.open(true);
      draw();
    },
    left: (/** @type {any} */ { values }) => over({ text: values.message, isWaiting: true }),
    kept: (/** @type {any} */ { values }) => over({ text: values.message, told: t("thanks", { to: values.email || values.phone }) }),
    refused: (/** @type {any} */ refusal) => {
      delete draft.left;
      visit.forget();
      visit.open(true); // whoever left something must know that it was not taken
      contact.fetch().then(() => {
        draw();
        contact.made?.refuse(refusal);
      });
    },
  };
};
