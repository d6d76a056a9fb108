/** `frontdesk.push([...])`, before and after the script has loaded, in order. */
import { config } from "./config.js";
import { core, overLine } from "./core.js";
import { listeners } from "./events.js";
import { begin, close, evaluate, hidden, instances, isRunning, leave, open } from "./stage.js";

/** Every widget of this id or kind, or all; the server has put first what goes first. @param {string} [name] */
const named = (name, widgets = config.widgets) => widgets.filter(({ id, kind }) => !name || name == id || name == kind);

/** @param {string} [name] @param {(instance: import("./types.js").Instance) => void} [act] */
const each = (name, act = close) => {
  const shown = [...instances.values()].map(({ widget }) => widget);
  for (const { id } of named(name, shown)) act(/** @type {any} */ (instances.get(id)));
};

/** Pieces add `set` and `event` where rules ask for them. @type {{[name: string]: (...given: any[]) => void}} */
const commands = (core.commands = {
  open: (name) => {
    const widget = named(name).find(isRunning);
    if (!widget) return;
    each("", (other) => other.widget.interrupts && other.widget.id != widget.id && close(other));
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
  on: core.on,
  off: (name, listener) => listeners[name]?.delete(listener),
  consent: (purposes) => {
    const isGiven = !!purposes[0];
    core.allow(isGiven);
    core.keep("consent", `${purposes}`);
    evaluate();
    if (isGiven) core.interacted();
    overLine("hello");
  },
  identify: (given) =>
    core
      .live()
      .then((line) => line.identify(given))
      .catch(() => {}),
});

/**
 * Run the commands that wait, and from now on each that comes. All of them stay in the queue: a second site's
 * script may come later and finds them there. What cannot be run is passed over.
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
    queue.length = 0;
    destroyed();
  };
  /** @param {ArrayLike<any>} command */
  const run = (command) => {
    try {
      const [name, ...given] = Array.from(command);
      const last = given.at(-1) || 0;
      const { site = config.site } = `${Object.keys(last)}` == "site" ? given.pop() : 0;
      if (!isGone && site == config.site) commands[name]?.(...given);
    } catch {}
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
