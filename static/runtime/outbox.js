/** What visitors left and the server has not confirmed: kept in this browser, sent once, tried for a week. */
import { json } from "./json.js";

const WEEK = 6048e5;

/**
 * @typedef {import("./types.js").Core} Core
 * @typedef {{[name: string]: any}} Entry what is sent, and `at`, when it was left
 * @typedef {{[name: string]: any}} Said an answer or a refusal
 */

/**
 * Names in storage, and on the shelf, that begin with `kind`.
 * @param {Core} core
 * @param {string} kind
 */
export const names = ({ prefix, shelf }, kind) => {
  const found = Object.keys(shelf);
  try {
    found.push(...Object.keys(localStorage));
  } catch {}
  return found.filter((name) => name.startsWith(prefix + kind)).map((name) => name.slice(prefix.length));
};

/** Is anything left of the kind that another page must hear of? The loader asks for it. @param {Core} core */
export const note = (core) =>
  core.keep("busy", core.get("talking") || ["out:", "lead:", "say:"].some((kind) => names(core, kind)[0]) ? "1" : undefined);

/**
 * Two tabs share one outbox: only one of them sends a thing at a time. Where locks are missing, or refused as in a
 * sandbox, the server's own "same key, same thing" stands in for them.
 * @param {string} name
 * @param {() => Promise<void>} act
 */
const alone = (name, act) =>
  navigator.locks
    ? navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? act() : undefined)).catch(act)
    : act();

/**
 * @param {Core} core
 * @param {(entry: Entry) => Promise<Said>} send throws while there is no connection
 */
export const openOutbox = (core, send) => {
  /** @type {{[key: string]: {resolve: (answer: any) => void, reject: (refusal: any) => void}}} */
  const waiters = {};
  /** @type {Set<string>} */
  const busy = new Set();
  let tries = 0;
  let timer = 0;

  /** @param {string} name @param {Entry} entry @param {Said} said */
  const settle = (name, { widget, values, key, consent }, said) => {
    core.keep(name);
    if (said.lead) {
      const known = JSON.parse(core.get("known") || "{}");
      for (const fact of ["phone", "name", "email"]) if (values[fact]) known[fact] = values[fact];
      core.keep("known", json(known));
      const agreed = core.get("consent") || "";
      if (/analytics/.test(consent) && !/analytics/.test(agreed)) core.keep("consent", `${agreed},analytics`);
      core.keep("done:" + widget, "1"); // it does not come by itself again
      core.keep("won", `${Date.now() + 18e5}`); // and in this visit nothing that interrupts does
      if (said.state) core.keep("lead:" + said.lead, widget);
      if (said.conversation && !core.get("talk")) core.keep("talk", "0 " + said.conversation); // it goes on there
      if (values.corrects) core.keep("lead:" + values.corrects); // nobody waits for that one any more
      core.tell("lead", core.config.widgets.find(({ id }) => id == widget), said.lead);
      waiters[key]?.resolve(said);
    } else waiters[key]?.reject(said);
    emit(core, widget, said.lead ? "kept" : "refused", { ...said, values });
    note(core);
  };

  /** @param {string} name @returns {Promise<void>} */
  const deliver = async (name) => {
    const stored = core.get(name);
    if (!stored) return; // another tab was quicker
    const { at, ...entry } = JSON.parse(stored);
    try {
      if (!navigator.onLine) throw 0; // asking would only leave an error on the page's console
      const said = Date.now() - at > WEEK ? { code: "expired" } : await send(entry);
      if (said.code == "consent_changed") await renew(core, entry.widget);
      if (!said.lead && (said.again ?? !said.code)) throw said;
      tries = 0;
      settle(name, entry, said);
    } catch (problem) {
      const { retry_after = 0 } = /** @type {any} */ (problem) || {};
      emit(core, entry.widget, "waiting", { values: entry.values });
      clearTimeout(timer);
      timer = setTimeout(drain, retry_after * 1e3 + 1e3 + Math.random() * Math.min(3e4, 1e3 * 2 ** tries++));
    }
  };

  /** Try everything that waits. */
  const drain = () => {
    for (const name of names(core, "out:"))
      if (!busy.has(name)) {
        busy.add(name);
        alone(core.prefix + name, () => deliver(name))
          .catch(() => {})
          .then(() => busy.delete(name));
      }
  };

  return {
    drain,
    stop: () => clearTimeout(timer),
    /** @param {Entry} entry @returns {Promise<any>} */
    add: (entry) => {
      core.keep("out:" + entry.key, json(entry));
      note(core);
      /** @type {Promise<any>} */
      const answered = new Promise((resolve, reject) => (waiters[entry.key] = { resolve, reject }));
      answered.catch(() => {}); // whoever waits hears it; nobody has to wait
      drain();
      return answered;
    },
  };
};

/**
 * Tell a widget what became of the thing it left; one that is not drawn yet hears it when it is. For what was not
 * taken it is opened: whoever left it must know.
 * @param {Core} core
 * @param {string} id
 * @param {string} name
 * @param {any} data
 */
export const emit = ({ news, instances, open }, id, name, data) => {
  const instance = instances.get(id);
  news[id] = [name, data];
  if (instance?.handlers) /** @type {any} */ (instance.handlers)[name]?.(data);
  else if (instance && name == "refused") open(instance, true);
};

/**
 * Fetch the settings as they are now and show what is due; `id` names a widget that needs its new words though it is open.
 * @param {Core} core
 * @param {string} [id]
 */
export const renew = async (core, id) => {
  const { config, instances, evaluate, load } = core;
  const answer = await fetch(config.base + "config", { credentials: "omit" });
  const fresh = await answer.json();
  if (!fresh.widgets) throw fresh;
  for (const name of Object.keys(config)) if (!/^(base|files|hash|launchers)$/.test(name)) delete config[name];
  Object.assign(config, fresh);
  await load("pieces").then(({ complete }) => complete(core), () => {}); // rules of today may ask what this loader never could
  const instance = instances.get(id || "");
  if (instance) instance.widget = config.widgets.find((widget) => widget.id == id) || instance.widget;
  evaluate();
};
