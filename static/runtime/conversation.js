/** What a visitor and the team write to each other: held by number, and what is not with the server yet sent once, in order. */

const WEEK = 6048e5;
const ANSWER = 4000; // ms for the socket to confirm; then the same goes by POST under the same key
const REQUEST = 15000;
const LONG = 40000; // the server answers a waiting request after 25 s
const PATIENCE = 3000; // ms for a socket to stand before the other way is taken
const TYPING = 5000;
const FEW = 20; // with fewer messages than these an opened panel asks for earlier ones

/**
 * @typedef {import("./types.js").Core} Core
 * @typedef {import("./types.js").Message} Message
 * @typedef {import("./types.js").Unsent} Unsent
 *
 * @param {Core} core
 * @param {import("./types.js").Tools} line
 * @returns {import("./types.js").Conversation}
 */
export const start = (core, { names, note, json, random, page, isOpen, say, again, hello, greet, life }) => {
  const { keep, get } = core;
  /** One after another without a gap; the last one is number `last`. @type {Message[]} */
  let held = [];
  /** @type {any} */
  let state;
  /** What is with the server and has not come back among the messages yet. @type {Unsent[]} */
  let posted = [];
  /** @type {{[key: string]: (answer?: any) => void}} */
  const asked = {};
  /** @type {Set<string>} */
  const tried = new Set();
  /** Of these the message is held, whatever became of the confirmation. @type {Set<string>} */
  const seen = new Set();
  let isShown = false;
  let typing = "";
  /** Up to here the page was told, or needs not be. */
  let heard = 1 / 0;
  let isSending = false;
  let isPolling = false;
  let tries = 0;
  let lately = 0;
  /** @type {{[name: string]: number}} */
  const timers = {};
  /** @type {any[]} */
  let queued = [];
  /** What somebody of the team has said first, until it is answered. @type {any} */
  let invited;
  /** @type {AbortController|undefined} */
  let poll;

  /** @param {string} name @param {() => void} act @param {number} ms */
  const later = (name, act, ms) => {
    clearTimeout(timers[name]);
    if (!life.aborted) timers[name] = setTimeout(act, ms);
  };

  /** The highest number this visitor has read, and which conversation it is; all of the site's pages know. */
  const mark = () => {
    const [read, id = ""] = (get("talk") || "0").split(" ");
    return { read: +read, id };
  };
  let last = mark().read;

  /** Whether anything of it is to be heard of. */
  const isWanted = () => isShown || get("talk") || names(core, "say:")[0];
  const have = () => (isWanted() && core.visitor() ? last : undefined);

  const tell = () => {
    for (const { handlers } of core.instances.values()) handlers?.said?.(me);
  };

  /** In the order in which they were written. @returns {Unsent[]} */
  const unsent = () =>
    names(core, "say:")
      .flatMap((name) => JSON.parse(get(name) || "[]"))
      .sort((one, two) => one.at - two.at);
  const next = () => unsent().find(({ code }) => !code);

  /** @param {Unsent} entry */
  const store = (entry) => keep("say:" + entry.key, json(entry));

  /** Whoever writes has a name for this page at least. */
  const introduce = () => {
    if (!core.visitor()) keep("visitor", random());
  };

  /** Ask by POST, and hear the answer. @param {any[]} frames @param {number} ms @param {number} [after] wait for what comes after this number */
  const post = async (frames, ms, after) => {
    const aborter = new AbortController();
    const timer = setTimeout(() => aborter.abort(), ms);
    if (after != undefined) poll = aborter;
    try {
      const body = json({ visitor: core.visitor(), have: after, mark: after == undefined ? after : state?.mark, frames });
      const answer = await fetch(core.config.base + "poll", { method: "POST", body, credentials: "omit", signal: aborter.signal });
      const said = await answer.json();
      if (!said.frames) throw said;
      for (const frame of said.frames) greet(frame);
      return said.frames;
    } finally {
      clearTimeout(timer);
    }
  };

  /** What needs no answer of its own; without a socket it goes with the next question. @param {any} frame */
  const send = (frame) => {
    if (isOpen()) return say(frame);
    queued.push(frame);
    poll?.abort();
  };

  /** Two tabs share what waits: one of them sends at a time. @param {() => Promise<void>} act @returns {Promise<void>} */
  const alone = async (act) => {
    let hasBegun = false;
    const go = () => {
      hasBegun = true;
      return act();
    };
    try {
      return await (navigator.locks ? navigator.locks.request(core.prefix + "say", go) : go());
    } catch (problem) {
      if (hasBegun) throw problem;
      return go(); // locks are refused in a sandbox: the server's "same key, same thing" stands in for them
    }
  };

  /** @param {Unsent} entry */
  const deliver = async (entry) => {
    const { at, code, number, ...said } = entry;
    const { key } = said;
    const frame = { type: "message", ...said };
    let answer = /** @type {any} */ (Date.now() - at > WEEK && { code: "expired" });
    if (!answer && !navigator.onLine) throw 0;
    tried.add(key);
    if (!answer && isOpen())
      answer = await new Promise((resolve) => {
        asked[key] = resolve;
        setTimeout(resolve, ANSWER);
        say(frame);
      });
    delete asked[key];
    answer ||= (await post([frame], REQUEST)).find((/** @type {any} */ each) => each.key == key);
    if (!answer || answer.again) throw answer;
    tries = 0;
    if (answer.code) store({ ...entry, code: answer.code });
    else {
      keep("say:" + key);
      if (answer.number > last) posted.push({ ...entry, number: answer.number });
      if (!get("talk")) keep("talk", "0");
    }
    note(core);
    tell();
  };

  /** Send everything that waits. */
  const drain = async () => {
    if (isSending || life.aborted || !next()) return;
    isSending = true;
    let wait = 0;
    await alone(async () => {
      for (let entry; (entry = next()); ) await deliver(entry);
    }).catch((problem) => {
      wait = (problem?.retry_after || 0) * 1e3 + 1e3 + Math.random() * Math.min(3e4, 1e3 * 2 ** tries++);
    });
    isSending = false;
    tell();
    later("drain", drain, wait);
  };

  /** While no socket stands, ask for what is new again and again, with patience. */
  const watch = async () => {
    if (isPolling) return;
    isPolling = true;
    for (let round = 0, failed = 0; isWanted() && !isOpen() && !document.hidden && !life.aborted; ) {
      let wait = core.visitor() ? 1e3 : 1e4;
      const frames = queued;
      queued = [];
      if (round++ % 2 == 0) frames.push({ type: "hello", ...hello() });
      try {
        const said = await post(frames, LONG, have() ?? 0);
        failed = 0;
        if (said.some((/** @type {any} */ { items }) => items)) wait = 200;
      } catch (problem) {
        const { retry_after = 0, again = true, name } = /** @type {any} */ (problem || {});
        if (!again) break;
        wait = name == "AbortError" ? 0 : retry_after * 1e3 + Math.random() * Math.min(3e4, 1e3 * 2 ** failed++);
      }
      await new Promise((done) => setTimeout(done, wait));
    }
    isPolling = false;
  };
  const watchSoon = () => {
    if (timers.watch || life.aborted) return;
    const look = () => {
      timers.watch = 0;
      watch();
    };
    timers.watch = setTimeout(look, core.isHttpOnly ? 0 : PATIENCE);
  };

  /** What is said is another conversation, or nobody's. @param {string} [id] */
  const restart = (id) => {
    held = [];
    posted = [];
    last = 0;
    state = undefined;
    keep("talk", id && "0 " + id);
    if (id) again();
  };

  /** @param {{after: number, items: Message[]}} frame */
  const take = ({ after, items }) => {
    if (!items[0]) return;
    const first = last - held.length;
    if (after + items.length == first) held = [...items, ...held]; // the earlier ones that were asked for
    else if (after > last) [held, last] = [[], after]; // more was missed than is told at once
    for (const item of items) {
      if (item.number != last + 1) continue;
      held.push(item);
      last++;
      if (item.author == "visitor") {
        const mine = unsent().find(({ key, text }) => tried.has(key) && !seen.has(key) && text == item.text);
        if (mine) seen.add(mine.key); // its confirmation was lost, or comes later
      } else {
        typing = "";
        const [chat] = [...core.instances.values()].filter(({ handlers }) => handlers?.said);
        if (last > heard) core.tell("chat:message", chat?.widget, undefined, { conversation: state?.id, message: item.id });
      }
    }
    heard = Math.max(heard == 1 / 0 ? 0 : heard, last);
  };

  /** An opened panel begins with more than what is new. */
  const fill = () => isShown && state && held.length < FEW && held.length < last && me.earlier();

  /** @type {{[type: string]: (frame: any) => void}} */
  const hears = {
    welcome: () => {
      poll?.abort();
      drain();
    },
    cut: watchSoon,
    conversation: (frame) => {
      const { id, read } = mark();
      if (id && id != frame.id) restart(frame.id);
      else keep("talk", `${read} ${frame.id}`);
      keep("talking", frame.state == "closed" ? undefined : "1");
      note(core);
      state = frame;
      invited = undefined;
      heard = Math.min(heard, frame.last);
      fill();
    },
    messages: take,
    typing: ({ name }) => {
      typing = name;
      later("typing", () => hears.typing({ name: "" }), TYPING);
      tell();
    },
    invited: (frame) => (invited = frame),
    posted: (frame) => asked[frame.key]?.(frame),
    refused: (frame) => asked[frame.key]?.(frame),
  };

  for (const [target, type] of /** @type {[EventTarget, string][]} */ ([[window, "online"], [document, "visibilitychange"]]))
    target.addEventListener(type, () => (watchSoon(), drain()), { signal: life });
  addEventListener(
    "storage", // another tab has read or written
    ({ key }) => key?.startsWith(core.prefix) && /:(talk$|say:)/.test(key) && tell(),
    { signal: life },
  );

  /** @type {import("./types.js").Conversation} */
  const me = {
    have,
    hear: (frame) => {
      const act = hears[frame.type];
      if (!act) return;
      act(frame);
      tell();
    },
    messages: () => held,
    first: () => last - held.length + 1,
    state: () => state,
    typing: () => typing,
    isBegun: () => !!(held[0] || invited || get("talk") || unsent()[0]),
    pending: () => {
      posted = posted.filter(({ number = 0 }) => number > last);
      return [...posted, ...unsent().filter(({ key }) => !seen.has(key))];
    },
    unread: () => (invited && !isShown ? 1 : 0) + held.filter(({ author, number }) => author != "visitor" && number > mark().read).length,
    invited: () => invited,
    introduce,
    show: (is) => {
      const wasWanted = isWanted();
      isShown = is;
      if (!is) return;
      if (!wasWanted) again();
      fill();
      watchSoon();
    },
    earlier: () => send({ type: "earlier", before: me.first() }),
    add: (widget, text, answers, topic) => {
      introduce();
      const at = Math.max(Date.now(), 1 + (unsent().at(-1)?.at || 0));
      store({ key: random(), widget, text: text.trim(), language: core.language, page: page(), at, answers, topic: topic || undefined, ...(invited && { invited: invited.id }) });
      note(core);
      tell();
      drain();
    },
    retry: ({ key, code, ...entry }) => {
      keep("say:" + key);
      me.add(entry.widget, entry.text, entry.answers, entry.topic);
    },
    head: () => {
      introduce();
      return { visitor: core.visitor(), language: core.language, page: page() };
    },
    at: (path) => new URL(path, core.config.base).href,
    begun: () => {
      if (get("talk")) return;
      keep("talk", "0");
      again();
    },
    read: () => {
      const { read, id } = mark();
      if (last <= read || !state) return;
      if (me.unread()) send({ type: "read", number: last });
      keep("talk", `${last} ${id}`);
      tell();
    },
    write: () => {
      if (Date.now() - lately > 2000 && state && isOpen()) {
        lately = Date.now();
        say({ type: "typing" });
      }
    },
    rate: (value, text) => send({ type: "rate", value, text }),
    forget: () => {
      restart();
      tell();
    },
  };
  later("drain", drain, 0);
  if (isWanted()) later("hello", again, 0); // the line may stand already
  watchSoon();
  return me;
};
