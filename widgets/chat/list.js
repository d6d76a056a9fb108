/** What was said, in order: a line for each message, days between them, and what has become of one's own. */
import { el } from "../../static/parts/elements.js";
import { linked } from "./linked.js";

const NEAR = 48; // px from the end within which the list stays at its end
const DAY = 864e5;

/**
 * @typedef {{key: string, author?: string, name?: string, text: string, file?: import("../../static/runtime/types.js").FileTold, at?: number, state?: string, retry?: () => void}} Line
 *
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {() => import("../../static/runtime/types.js").Conversation|undefined} talkOf
 * @param {(file: import("../../static/runtime/types.js").FileTold) => HTMLElement} shown
 */
export const listOf = ({ t, language }, talkOf, shown) => {
  const time = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
  const list = el("div", { class: "messages", role: "log", "aria-live": "polite", "aria-label": t("messages"), tabindex: 0 });
  const newer = el("button", { class: "newer", type: "button", hidden: "" }, t("newer"));
  const earlier = el("button", { class: "second earlier", type: "button", click: () => talkOf()?.earlier() }, t("earlier"));
  /** @type {Map<string, any>} */
  let nodes = new Map();
  let last = 0;
  let first = 0;

  const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  const end = () => {
    list.scrollTop = list.scrollHeight;
    look();
  };

  /** Whatever this changes in height: the end stays in sight. @param {() => void} act */
  const keep = (act) => {
    const wasAtEnd = isAtEnd();
    act();
    if (wasAtEnd) end();
  };

  /** What is in sight is read. */
  const look = () => {
    if (!isAtEnd()) return;
    newer.hidden = true;
    if (!document.hidden) talkOf()?.read();
  };
  list.addEventListener("scroll", look);
  newer.addEventListener("click", end);

  /** @param {number} at */
  const dayOf = (at) => {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY);
    const words =
      days < 2
        ? new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day")
        : new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" }).format(at);
    return words[0].toUpperCase() + words.slice(1);
  };

  /** @param {Line} line */
  const nodeOf = ({ key, author, name, text, file, at, state, retry }) => {
    let node = nodes.get(key);
    if (!node) {
      const meta = el("p", { class: "meta" });
      node = author
        ? el("div", { class: "said", "data-author": author }, el("p", { class: "message", "data-author": author }, ...(file ? [shown(file)] : linked(text))), meta)
        : el("p", { class: "day" }, text);
      node.meta = meta;
    }
    const words = [name, at && time.format(at), state && t(state)].filter(Boolean).join(" · ");
    if (node.words != words) {
      node.words = words;
      node.dataset.state = state || "";
      node.meta.replaceChildren(words, retry ? el("button", { class: "second", type: "button", click: retry }, t("again")) : "");
      node.meta.hidden = !words;
    }
    return node;
  };

  /** @param {string} greeting the key of the first line @param {any} left what was left with a contact and has not come back yet */
  const linesOf = (greeting, left) => {
    const talk = talkOf();
    const held = talk?.messages() || [];
    const read = talk?.state()?.read || 0;
    const isWhole = !talk || talk.first() == 1;
    /** @type {Line[]} */
    const lines = isWhole ? [{ key: greeting, author: "bot", text: t(greeting) }] : [];
    let day = "";
    /** @param {Line} line */
    const add = (line) => {
      const now = dayOf(line.at || Date.now());
      if (day != now) lines.push({ key: "day" + now, text: (day = now) });
      lines.push(line);
    };
    for (const { number, author, name, text, file, at } of held)
      add({ key: `${number}`, author, name, text, file, at, state: author == "visitor" ? (number <= read ? "is_read" : "is_sent") : "" });
    const invited = talk?.invited();
    if (invited) add({ ...invited, key: "invited", author: "manager" });
    const isBack = held.some(({ author, text }) => author == "visitor" && text == left?.text?.trim());
    if (left && !isBack) add({ key: "left", author: "visitor", text: left.text, state: left.isWaiting ? "waits" : "is_sent" });
    for (const entry of talk?.pending() || []) {
      const state = entry.number ? "is_sent" : entry.code ? "not_sent" : navigator.onLine ? "is_sending" : "waits";
      add({ ...entry, author: "visitor", state, ...(entry.code && { retry: () => talk?.retry(entry) }) });
    }
    return lines;
  };

  return {
    list,
    newer,
    end,
    keep,
    look,
    /** @param {string} greeting @param {any} left @param {HTMLElement} [suggested] what stands at the end until something was said */
    draw: (greeting, left, suggested) => {
      const talk = talkOf();
      const wasAtEnd = isAtEnd();
      const height = list.scrollHeight;
      const lines = linesOf(greeting, left);
      const fresh = new Map(lines.map((line) => [line.key, nodeOf(line)]));
      const hasMore = !!talk?.state() && talk.first() > 1;
      const isNew = suggested && !left && !talk?.isBegun();
      const wanted = [...(hasMore ? [earlier] : []), ...fresh.values(), ...(isNew ? [suggested] : [])];
      for (const node of [...list.children]) if (!wanted.includes(node)) node.remove();
      wanted.forEach((node, at) => list.children[at] != node && list.insertBefore(node, list.children[at] || null));
      nodes = fresh;
      if (wasAtEnd) list.scrollTop = list.scrollHeight;
      else if (talk && talk.first() < first) list.scrollTop += list.scrollHeight - height; // what is being read stays in its place
      const [newest] = (talk?.messages() || []).slice(-1);
      if (!wasAtEnd && newest?.number > last && newest.author != "visitor") newer.hidden = false;
      last = newest?.number || 0;
      first = talk?.first() || 0;
      look();
    },
  };
};
