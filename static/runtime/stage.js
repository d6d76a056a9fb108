/** Puts widgets into the page and takes them out: which are due, when they open, when they leave. */
import { config } from "./config.js";
import { core } from "./core.js";
import { tell } from "./events.js";
import { get, keep, visitor } from "./memory.js";
import { doc, here, later, never } from "./natives.js";
import { decide } from "./rules.js";
import { arm } from "./triggers.js";

/** @typedef {import("./types.js").Instance} Instance */

export const { instances } = core;

/** Taken off this page view. @type {Set<string>} */
export const hidden = new Set();

/** What has opened by itself once on this page does not do so again. */
const triggered = new Set();
let timer = 0;

/**
 * Whether it may open by itself now. What interrupts never does over another one, nor within a day of being closed;
 * and as long as nobody may be remembered, only on the page by which the visitor came to the site.
 * @param {import("./types.js").WidgetConfig} widget
 */
const mayOpen = ({ id, interrupts }) =>
  !triggered.has(id) &&
  (!interrupts ||
    ((visitor() || !doc.referrer.startsWith(here.origin + "/")) &&
      !(/** @type {any} */ (get("rest:" + id)) > Date.now()) &&
      ![...instances.values()].some((other) => other.isOpen && other.widget.interrupts)));

/** Whether its time has come and not gone. @param {import("./types.js").WidgetConfig} widget */
export const isRunning = ({ start = 0, stop = 1 / 0 }) => start <= Date.now() && Date.now() < stop;

/** Look which widgets are due on this page now; one that is open stays until it is closed. */
export const evaluate = (core.evaluate = () => {
  const facts = { address: here.href.split("#")[0], path: here.pathname };
  const due = config.widgets.filter(
    (widget) => !hidden.has(widget.id) && isRunning(widget) && decide(widget.where || {}, facts) == 1,
  );
  for (const instance of [...instances.values()])
    if (!instance.isOpen && !due.includes(instance.widget)) leave(instance); // fresh settings are other objects
  for (const widget of due) if (!instances.has(widget.id)) begin(widget);
  const next = Math.min(
    ...config.widgets
      .flatMap(({ start = 0, stop = 0 }) => [start - Date.now(), stop - Date.now()])
      .filter((wait) => wait > 0),
  );
  never(timer);
  if (next < 2 ** 31) timer = later(evaluate, next);
});

/** @param {import("./types.js").WidgetConfig} widget */
export const begin = (widget) => {
  /** @type {Instance} */
  const instance = { widget, life: new AbortController() };
  instances.set(widget.id, instance);
  if (config.launchers.includes(widget.kind)) draw(instance).catch(() => leave(instance));
  arm(
    widget.when || [],
    (byItself) => {
      if (byItself && !mayOpen(widget)) return;
      open(instance, byItself);
      if (byItself) triggered.add(widget.id);
    },
    instance.life.signal,
  );
  return instance;
};

/** Its module draws it. @param {Instance} instance */
const draw = (instance) => {
  const { kind } = instance.widget;
  return (instance.drawn ||= core.load(kind, `${kind}.${core.language}`).then((module) => module.draw(instance, core)));
};

/** Take it out of the page. @param {Instance} instance */
export const leave = ({ widget, life }) => {
  life.abort();
  instances.delete(widget.id);
};

/** @param {Instance} instance @param {boolean} [byItself] */
export const open = (core.open = (instance, byItself = false) => {
  if (instance.isOpen) return;
  instance.isOpen = true;
  draw(instance).then(
    () => {
      instance.opened = Date.now();
      instance.handlers?.open?.(byItself);
      tell("opened", instance.widget);
    },
    () => leave(instance),
  );
});

/** @param {Instance} instance */
export const close = (core.close = (instance) => {
  if (!instance.isOpen) return;
  instance.isOpen = false;
  if (instance.widget.interrupts) keep("rest:" + instance.widget.id, `${Date.now() + 864e5}`);
  instance.handlers?.close?.();
  tell("closed", instance.widget);
  evaluate();
});
