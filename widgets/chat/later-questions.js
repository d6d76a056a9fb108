/** What is asked before the first words: a topic, and further questions, some of one topic only; and what many ask. */
import { forgive } from "../../static/parts/complain.js";
import { el } from "../../static/parts/elements.js";
import { field } from "../../static/parts/form.js";
import { further } from "../../static/parts/further.js";
import { sayIn } from "../../static/parts/say.js";
import { apart } from "./apart.js";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} given
 * @param {{say: (text: string) => void, write: any, talk: () => Promise<any>, texts: {[key: string]: string}, css: string}} more
 */
export const questions = (room, given, { say, write, talk, ...more }) => {
  const { t, settings, language, draft } = further(room, given, more);
  // What fits to the words that are being typed, where the site has written articles.
  if (settings.articles) apart(given, "articles", (module) => module.articles(room, given, { ...module, write, talk }), () => {}).fetch();
  /** @type {{topics: any[], asks: any[]}} */
  const { topics = [], asks = [] } = settings;
  const kept = (draft.before ||= {});

  const fields = asks.map(({ label, choices, required, topic = 0 }, at) => {
    const name = `ask${at}`;
    const lines = sayIn(language, choices)
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    const control = lines[0]
      ? el("select", { name, class: "field" }, el("option", { value: "" }, t("choose")), ...lines.map((line) => el("option", {}, line)))
      : el("input", { name, class: "field", maxlength: 300 });
    control.value = kept[name] || "";
    const words = sayIn(language, label);
    return { words, topic, required, control, group: field(words, control, required ? "" : t("optional")) };
  });
  const chosen = () => +(node.querySelector("[name=topic]:checked")?.value || 0);
  const isAsked = (/** @type {any} */ { topic }) => !topic || topic == chosen();
  const draw = () => {
    for (const each of fields) each.group.hidden = !isAsked(each);
  };
  const choices = topics.map(({ text }, at) => {
    const id = `topic${at}`;
    const change = () => {
      draw();
      forgive(node.querySelector("#topic0")); // beside which it is said that none is chosen
    };
    const radio = el("input", { type: "radio", name: "topic", id, value: at + 1, change });
    radio.checked = kept.topic == at + 1;
    return el("label", { class: "topic" }, radio, el("span", {}, sayIn(language, text)));
  });
  const input = (/** @type {any} */ { target }) => (kept[target.name] = target.value);
  const node = el(
    "div",
    { class: "before", input },
    topics[0] && el("fieldset", { class: "group topics" }, el("legend", {}, t("topic")), ...choices),
    ...fields.map(({ group }) => group),
  );
  draw();

  /** What many ask: one press asks it. @type {HTMLElement} */
  const suggested = el(
    "div",
    { class: "questions" },
    ...(settings.questions || []).map((/** @type {any} */ { text }) => {
      const words = sayIn(language, text);
      const click = () => {
        suggested.remove(); // one press asks once
        say(words);
      };
      return words && el("button", { class: "question", type: "button", click }, words);
    }),
  );

  return {
    node,
    suggested: suggested.firstChild && suggested,
    /** What was answered: the number of the topic, lines to stand before the words, and what is wrong by its control. */
    read: () => {
      const topic = chosen();
      /** @type {{[id: string]: string|false}} */
      const wrong = { topic0: !!topics[0] && !topic && t("choose_topic") };
      const lines = topic ? [sayIn(language, topics[topic - 1].text)] : [];
      for (const each of fields.filter(isAsked)) {
        const said = each.control.value.trim();
        if (said) lines.push(each.words + (/[?:.…]$/.test(each.words) ? " " : ": ") + said);
        else if (each.required) wrong[each.control.id] = t("answer_missing");
      }
      return { topic, lines, wrong };
    },
    /** Nothing of it is asked a second time. */
    forget: () => delete draft.before,
  };
};
