/** The live line of one site: keeps what a visitor leaves, hears what becomes of it, and learns of new settings. */
import { identityOf } from "./identity.js";
import { json } from "./json.js";
import { random } from "./natives.js";
import { emit, names, note, openOutbox, renew } from "./outbox.js";
import { page } from "./page.js";
import { openSocket } from "./socket.js";

const ANSWER = 4000; // ms for the socket to confirm; then the same goes by POST under the same key
const REQUEST = 15000;
const HIDDEN = 60000;

/**
 * @param {import("./types.js").Core} core
 * @returns {import("./types.js").Line}
 */
export const start = (core) => {
  /** @type {{[key: string]: (said: any) => void}} */
  const asked = {};
  const life = new AbortController();
  /** Which widget left what we watch; another tab may have taken it off the list. @type {{[lead: string]: string}} */
  const watched = {};
  /** @type {string|undefined} */
  let said; // who we said we are
  let timer = 0;

  const hello = () => {
    said = core.visitor();
    const watch = names(core, "lead:")
      .map((name) => name.slice(5))
      .slice(-20);
    for (const lead of watch) watched[lead] = core.get("lead:" + lead) || "";
    const isPrivate = core.isShy && !/analytics/.test(core.get("consent") || "");
    return { visitor: said, page: page(), version: core.config.version, watch, private: isPrivate || undefined, have: core.conversation?.have() };
  };

  /** @param {any} frame */
  const hear = (frame) => {
    const { type, key, lead, facts } = frame;
    if (facts || type == "facts") {
      core.facts = facts || frame;
      for (const { handlers } of core.instances.values()) handlers?.facts?.();
      core.evaluate();
    }
    if (type == "welcome") {
      outbox.drain();
      if (frame.version > core.config.version) hear({ type: "site" });
    }
    if (type == "kept" || type == "refused") asked[key]?.(frame);
    if (type == "site") setTimeout(() => renew(core).catch(() => {}), Math.random() * 1000); // not all pages at once
    if (type == "progress") {
      const widget = core.get("lead:" + lead) || watched[lead];
      if (frame.state == "ended") core.keep("lead:" + lead);
      note(core);
      if (widget) emit(core, widget, type, frame);
    }
    (type == "invited" ? talk() : talking)?.then((each) => each.hear(frame), () => {});
  };

  const socket = openSocket(core, hello, hear);

  /** Over the socket if it stands and knows us by the same name, else by POST. @param {any} entry */
  const send = async (entry) => {
    if (socket.isOpen() && entry.visitor == said) {
      const { visitor, ...frame } = entry;
      const answer = await new Promise((resolve) => {
        asked[entry.key] = resolve;
        setTimeout(resolve, ANSWER);
        socket.say({ type: "submit", ...frame });
      });
      delete asked[entry.key];
      if (answer) return answer;
    }
    const answer = await fetch(core.config.base + "submissions", {
      method: "POST",
      body: json(entry),
      credentials: "omit",
      signal: AbortSignal.timeout(REQUEST),
    });
    return answer.json();
  };

  const outbox = openOutbox(core, send);

  const again = () => socket.say({ type: "hello", ...hello() });

  /** @param {any} frame */
  const say = (frame) => {
    if (core.visitor() != said) again();
    socket.say(frame);
  };

  /** What is written both ways, fetched when there is any of it. @type {Promise<import("./types.js").Conversation>|undefined} */
  let talking;
  const talk = () =>
    (talking ||= core.load("conversation").then(
      ({ start }) => {
        const tools = { names, note, json, random, page, isOpen: socket.isOpen, say, again, hello, greet: hear, life: life.signal };
        return (core.conversation = start(core, tools));
      },
      (failed) => {
        talking = undefined;
        throw failed;
      },
    ));

  /** Touched for the first time while the line stands: now it may be said who this is. */
  const known = () => setTimeout(() => core.visitor() == said || again()); // once the touch itself is over
  for (const name of ["opened", "closed"]) core.on(name, known);

  const look = () => {
    clearTimeout(timer);
    if (!document.hidden) return socket.connect();
    timer = setTimeout(() => core.get("busy") || socket.rest(), HIDDEN);
  };
  document.addEventListener("visibilitychange", look, life);
  addEventListener("pagehide", socket.rest, life);
  addEventListener("pageshow", ({ persisted }) => persisted && look(), life);
  addEventListener(
    "storage", // another tab's
    ({ key, oldValue }) => {
      if (key?.startsWith(core.prefix + "lead:")) again();
      if (key == core.prefix + "talk" && !oldValue) talk().then(again, () => {});
    },
    life,
  );
  addEventListener(
    "online",
    () => {
      socket.rest();
      look();
      outbox.drain();
    },
    life,
  );
  if (core.get("talk") || names(core, "say:")[0]) talk().then(look, look);
  else look();
  outbox.drain();

  return {
    talk,
    hello: again,
    identify: identityOf(core, again),
    moved: () => socket.say({ type: "page", page: page() }),
    stop: () => {
      life.abort();
      clearTimeout(timer);
      outbox.stop();
      socket.rest();
    },
    submit: ({ id, version }, opened, values, consent = [], trap) =>
      outbox
        .add({
          key: random(),
          at: Date.now(),
          widget: id,
          version,
          language: core.language,
          values,
          consent,
          page: page(),
          visitor: core.visitor(),
          trap: trap || undefined,
          opened_ms: opened && Date.now() - opened,
        })
        .then((answer) => {
          again(); // watch it
          return answer;
        }),
  };
};
