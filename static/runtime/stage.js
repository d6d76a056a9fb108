/** Puts widgets into the page and takes them out: which are due, when they open, when they leave. */
import { config } from "./config.js";
import { core } from "./core.js";
import { get } from "./memory.js";
import { pieces } from "./pieces.js";
import { decide } from "./rules.js";
import { arm } from "./triggers.js";

/** @typedef {import("./types.js").Instance} Instance */

export const { instances } = core;

/** Taken off this page view. @type {Set<string>} */
export const hidden = new Set();

/** What has opened by itself once on this page does not do so again. */
const triggered = new Set();

/** What this look has asked already. @type {{[field: string]: any}} */
let known = {};

/** What is known of a field for conditions; nothing where this loader lacks its piece, or the piece fails. */
const fact = (core.fact = (field) => {
  try {
    if (!(field in known)) known[field] = pieces.facts[field.split(/[._]/)[0]](core, field);
  } catch {}
  return known[field];
});

/** Whether a condition holds now: 1 it does, 0 it does not, 0.5 nobody can say. */
core.decide = (where) => {
  known = {};
  return decide(where, fact);
};

/** Whether its time has come and not gone. @param {import("./types.js").WidgetConfig} widget */
export const isRunning = ({ start = 0, stop = 1 / 0 }) => start <= Date.now() && Date.now() < stop;

/** Look which widgets are due on this page now; one that is open stays until it is closed. */
export const evaluate = (core.evaluate = () => {
  known = {};
  const due = config.widgets.filter(
    (widget) => !hidden.has(widget.id) && isRunning(widget) && decide(widget.where || {}, fact) == 1,
  );
  for (const instance of [...instances.values()])
    if (!instance.isOpen && !due.includes(instance.widget)) leave(instance); // fresh settings are other objects
  for (const widget of due) if (!instances.has(widget.id)) begin(widget);
  core.wake?.();
});

/** @param {import("./types.js").WidgetConfig} widget */
export const begin = (widget) => {
  /** @type {Instance} */
  const instance = { widget, life: new AbortController() };
  instances.set(widget.id, instance);
  if (widget.inline || config.launchers.includes(widget.kind)) draw(instance).catch(() => leave(instance));
  arm(
    widget.when || [],
    (byItself, trigger) => (byItself ? fire(instance, trigger) : open(instance)),
    instance.life.signal,
  );
  return instance;
};

/**
 * A trigger has come: it opens by itself, once on this page, if nothing says otherwise. What interrupts asks its own
 * module, which knows the manners, and lets those go first that matter more and are being asked; a module that cannot be
 * fetched is not asked again and again.
 */
const fire = (core.fire = (instance, trigger) => {
  const { id, interrupts } = instance.widget;
  const go = () => {
    triggered.add(id);
    open(instance, true);
  };
  if (instance.isOpen) triggered.add(id);
  if (triggered.has(id) || get("done:" + id) || /** @type {any} */ (get("rest:" + id)) > Date.now()) return;
  if (!Object.keys(pieces.gates || {}).every((name) => core[name](instance, trigger))) return;
  if (!interrupts) return go();
  instance.asked = moduleOf(instance).then(
    async ({ may }) => {
      for (const each of config.widgets) {
        if (each.id == id) break;
        await instances.get(each.id)?.asked;
      }
      if (!triggered.has(id) && may?.(instance, trigger, core)) go();
    },
    () => triggered.add(id),
  );
});

/** Its module in the visitor's language; a bar's where only a bar may come. @param {Instance} instance */
const moduleOf = ({ widget, asBar }) =>
  core.load(`${asBar ? widget.bar : widget.entry || widget.kind}.${core.language}`);

/** Its module draws it. @param {Instance} instance */
const draw = (instance) => (instance.drawn ||= moduleOf(instance).then((module) => module.draw(instance, core)));

/** Take it out of the page. @param {Instance} instance */
export const leave = ({ widget, life }) => {
  life.abort();
  instances.delete(widget.id);
};

/** @param {Instance} instance @param {boolean} [byItself] */
export const open = (core.open = (instance, byItself = false) => {
  if (instance.isOpen) return;
  instance.isOpen = true;
  instance.byItself = byItself;
  draw(instance).then(
    () => {
      if (!instance.isOpen) return; // it was closed meanwhile
      instance.opened = Date.now();
      instance.handlers?.open?.(byItself);
      core.tell("opened", instance.widget);
    },
    () => leave(instance),
  );
});

/** @param {Instance} instance */
export const close = (core.close = (instance) => {
  if (!instance.isOpen) return;
  instance.isOpen = false;
  instance.handlers?.close?.();
  core.tell("closed", instance.widget);
  evaluate();
});
