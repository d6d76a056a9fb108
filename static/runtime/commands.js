/** `frontdesk.push([...])`, before and after the script has loaded, in order. */
import { config } from "./config.js";
import { core, overLine } from "./core.js";
import { listeners } from "./events.js";
import { begin, close, evaluate, hidden, instances, isRunning, leave, open } from "./stage.js";

/** Every widget of this id or kind, or all; what goes first is in front: larger priority, then the older. @param {string} [name] */
const named = (name) =>
  config.widgets
    .filter(({ id, kind }) => !name || name == id || name == kind)
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));

/** @param {string} [name] @param {(instance: import("./types.js").Instance) => void} [act] */
const each = (name, act = close) => {
  for (const instance of [...instances.values()])
    if (!name || name == instance.widget.id || name == instance.widget.kind) act(instance);
};

/** @type {{[name: string]: (...given: any[]) => void}} */
const commands = {
  open: (name) => {
    const widget = named(name).find(isRunning);
    if (!widget) return;
    hidden.delete(widget.id);
    open(instances.get(widget.id) || begin(widget));
  },
  close: (name) => each(name),
  hide: (name) => {
    for (const { id } of named(name)) hidden.add(id);
    each(name);
    evaluate();
  },
  show: (name) => {
    for (const { id } of named(name)) hidden.delete(id);
    evaluate();
  },
  on: (name, listener) => (listeners[name] ||= new Set()).add(listener),
  off: (name, listener) => listeners[name]?.delete(listener),
  consent: (purposes) => {
    const isGiven = !!purposes[0];
    core.allow(isGiven);
    if (isGiven) core.interacted();
    overLine("hello");
  },
};

/**
 * Run the commands that wait, and from now on each that comes. All of them stay in the queue: a second site's
 * script may come later and finds them there.
 * @param {() => void} destroyed called after everything has left the page
 */
export const listen = (destroyed) => {
  /** @type {any[]} */
  const queue = (/** @type {any} */ (window).frontdesk ||= []);
  let isGone = false;
  commands.destroy = () => {
    isGone = true;
    config.widgets = [];
    each("", leave);
    evaluate();
    queue.length = 0;
    destroyed();
  };
  /** @param {ArrayLike<any>} command */
  const run = (command) => {
    const [name, ...given] = Array.from(command);
    const { site = config.site } = given[given.length - 1] || {};
    if (!isGone && site == config.site) commands[name]?.(...(given[0]?.site ? [] : given));
  };
  const waiting = [...queue];
  const { push } = queue;
  queue.push = (...given) => {
    const length = push.apply(queue, given);
    given.forEach(run);
    return length;
  };
  waiting.forEach(run);
};
