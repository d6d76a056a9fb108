/** Articles that fit what is being typed: offered beside the line, read in the panel, and from there one press to the team. */
import { el } from "../../static/parts/elements.js";
import { further } from "../../static/parts/further.js";
import { linked } from "./linked.js";

const PAUSE = 300; // ms without a key before it is asked
const LEAST = 3; // characters
const PATIENCE = 8000;

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} given
 * @param {{write: any, talk: () => Promise<any>, texts: {[key: string]: string}, css: string}} more
 */
export const articles = (room, given, { write, talk, ...more }) => {
  const { t, language, life } = further(room, given, more);
  const { area, form } = write;
  const items = el("div", {});
  const list = el("div", { class: "found" }, el("p", { class: "found-title", role: "status" }, t("articles")), items);
  /** What is offered, or was asked last. */
  let typed = "";
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    typed = "";
    list.remove();
  };

  /** @param {string} path */
  const ask = async (path) => {
    const { at } = await talk();
    const answer = await fetch(at(path), { credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
    return answer.json();
  };

  /** Nothing is offered to whoever talks with the team already. */
  const look = async () => {
    const text = area.value.trim();
    if (text == typed) return;
    const held = await talk();
    if (text.length < LEAST || !held || held.isBegun()) return hide();
    typed = text;
    const query = new URLSearchParams({ q: text.slice(-200), language });
    const found = await ask(`articles?${query}`).catch(() => ({}));
    if (typed != text) return; // more was typed meanwhile
    if (!found.items?.[0]) return list.remove();
    items.replaceChildren(...found.items.map(itemOf));
    if (form.contains(area)) form.before(list);
    else area.after(list);
  };

  /** @param {{id: string, title: string}} article */
  const itemOf = (article) => el("button", { class: "found-item", type: "button", dir: "auto", click: () => open(article) }, article.title);

  /** @param {{id: string, title: string}} article */
  const open = async ({ id, title }) => {
    const body = el("p", { class: "article-text", dir: "auto", role: "status" });
    const close = () => {
      view.remove();
      area.focus();
    };
    // What was typed goes to the team as it stands; where a form stands, it is filled in first.
    const say = () => {
      close();
      if (form.contains(area)) form.requestSubmit();
    };
    const keydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.key != "Escape") return;
      event.stopPropagation(); // it closes the article, not the chat
      close();
    };
    const view = el(
      "section",
      { class: "article", tabindex: -1, "aria-label": title, keydown },
      el("div", { class: "article-head" }, el("button", { class: "second", type: "button", click: close }, `← ${t("article_back")}`)),
      el("h3", { class: "article-title", dir: "auto" }, title),
      body,
      el("button", { class: "article-ask", type: "button", click: say }, t("article_ask")),
    );
    room.querySelector(".panel")?.append(view);
    view.focus();
    const { text } = await ask(`articles/${id}`).catch(() => ({}));
    if (text) body.replaceChildren(...linked(text));
    else body.textContent = t("article_failed");
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}), PAUSE);
  };
  area.addEventListener("input", later, { signal: life });
  area.addEventListener("keyup", () => area.value.trim() || hide(), { signal: life });
  room.addEventListener("submit", hide, { signal: life });
  if (area.value) later(); // typed before this came
};
