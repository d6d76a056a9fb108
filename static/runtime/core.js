/** What the loader lends to its pieces and to the modules it fetches, and how it fetches them. */
import { config, isHttpOnly } from "./config.js";
import { listeners, tell } from "./events.js";
import { language } from "./language.js";
import { allow, get, isShy, keep, prefix, shelf, visitor } from "./memory.js";
import { pieces } from "./pieces.js";

/** @type {Promise<import("./types.js").Line>|undefined} */
let line;
let hasInteracted = false;

/** @param {string} name @returns {Promise<any>} */
const load = (name) => import(`${config.files}${name}.${config.hash}.js`);

/** Fetch a module that goes to work by itself, and let it start. @param {string} name */
export const launch = (name) => load(name).then(({ start }) => start(core));

/** The live line, opened when first asked for; one that could not be loaded may be asked for again. */
const live = () =>
  (line ||= launch("live").catch((failed) => {
    line = undefined;
    throw failed;
  }));

/** A person did something of their own will inside a Frontdesk element. */
const interacted = () => {
  if (hasInteracted) return;
  hasInteracted = true;
  if (config.memory != "after_consent") {
    allow();
    core.evaluate(); // what nobody knew of a visitor who may not be remembered is known now
  }
  live().catch(() => {});
};

/** Set to work those pieces that act by themselves. */
const make = () => {
  const found = { ...pieces.shared, ...pieces.gates };
  for (const name in found) core[name] ||= found[name](core);
};

/** The stage and the commands add what they lend themselves. @type {import("./types.js").Core} */
export const core = /** @type {any} */ ({
  config,
  isHttpOnly,
  language,
  instances: new Map(),
  drafts: {},
  news: {},
  facts: {},
  pieces,
  life: new AbortController(),
  make,
  load,
  live,
  interacted,
  tell,
  /** @param {string} name @param {any} listener */
  on: (name, listener) => (listeners[name] ||= new Set()).add(listener),
  allow,
  get,
  keep,
  visitor,
  isShy,
  prefix,
  shelf,
});

/** Say something over the line if there is one. @param {"hello"|"moved"|"stop"} what */
export const overLine = (what) => line?.then((open) => open[what]()).catch(() => {});
