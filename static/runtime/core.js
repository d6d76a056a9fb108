/** What the loader lends to the modules it fetches, and how it fetches them. */
import { config, isHttpOnly } from "./config.js";
import { tell } from "./events.js";
import { language } from "./language.js";
import { allow, get, keep, prefix, shelf, visitor } from "./memory.js";

/** @type {Promise<import("./types.js").Line>|undefined} */
let line;
let hasInteracted = false;

/** @param {string} name @param {string} [file] @returns {Promise<any>} */
const load = (name, file = name) => import(`${config.files}${file}.${config.modules[name] || 0}.js`);

/** The live line, opened when first asked for; one that could not be loaded may be asked for again. */
const live = () =>
  (line ||= load("live").then(
    ({ start }) => start(core),
    (failed) => {
      line = undefined;
      throw failed;
    },
  ));

/** A person did something of their own will inside a Frontdesk element. */
const interacted = () => {
  if (hasInteracted) return;
  hasInteracted = true;
  if (config.memory != "after_consent") allow();
  live().catch(() => {});
};

/** The stage adds `evaluate`, `open` and `close`. @type {import("./types.js").Core} */
export const core = /** @type {any} */ ({
  config,
  isHttpOnly,
  language,
  instances: new Map(),
  drafts: {},
  news: {},
  load,
  live,
  interacted,
  tell,
  allow,
  get,
  keep,
  visitor,
  prefix,
  shelf,
});

/** Say something over the line if there is one. @param {"hello"|"moved"|"stop"} what */
export const overLine = (what) => line?.then((open) => open[what]()).catch(() => {});
