/** When a widget may come over the page by itself; part of each module that can do so. */

/** @typedef {import("../runtime/types.js").Instance} Instance */
/** @typedef {import("../runtime/types.js").Core} Core */

/**
 * Whether this one may come now. It may not where the visitor was before and may not be remembered, nor within half an
 * hour after anything was left; each try begins that anew. While another one is open, a field is written in, or
 * one came a short while ago, be it this one, it waits, and of those that wait the most important comes first. What belongs to
 * its moment (the visitor leaves, idles, does something) does not wait.
 * @param {Instance} instance
 * @param {import("../runtime/types.js").Trigger} trigger
 * @param {Core} core
 */
export const may = (instance, trigger, core) => mannersOf(core)(instance, trigger);

/**
 * A module's `draw` that keeps the manners too: what a visitor has opened rests as well once it is closed.
 * @param {(instance: Instance, core: Core) => void} draw
 */
export const politely = (draw) => (/** @type {Instance} */ instance, /** @type {Core} */ core) => {
  mannersOf(core);
  draw(instance, core);
};

/** All modules of a page share them. @param {Core} core */
const mannersOf = (core) => (core.manners ||= makeManners(core));

/** @param {Core} core @returns {(instance: Instance, trigger: import("../runtime/types.js").Trigger) => boolean} */
const makeManners = ({ config, instances, get, keep, on, visited, visitor, fire, life }) => {
  const waiting = new Map();
  let timer = 0;
  /** What was in the way may be gone in so many ms. */
  const lift = (ms = 0) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const { id } of config.widgets) {
        const given = waiting.get(id);
        waiting.delete(id);
        if (given) fire(...given);
      }
    }, ms);
  };
  /** A panel or another one is open, or a field is written in. */
  const isBusy = () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return (
      at?.matches("input,textarea,select,[contenteditable]") ||
      [...instances.values()].some(
        ({ isOpen, widget }) => isOpen && (widget.interrupts || config.launchers.includes(widget.kind)),
      )
    );
  };
  on("closed", ({ widget }) => {
    const { interrupts, after = "day" } = config.widgets.find(({ id }) => id == widget) || {};
    const rest = { day: Date.now() + 864e5, visit: -visited?.().since, ever: 1 / 0 }[after];
    if (interrupts && rest) keep("rest:" + widget, `${rest}`);
    lift();
  });
  document.addEventListener("focusout", () => lift(300), life);
  life.signal.addEventListener("abort", () => clearTimeout(timer));
  return (instance, trigger) => {
    const { id } = instance.widget;
    const now = Date.now();
    const hasWon = get("won") > now;
    if (hasWon) keep("won", `${now + 18e5}`);
    const isBackUnknown = !visitor() && document.referrer.startsWith(location.origin + "/");
    if (hasWon || isBackUnknown || instance.life.signal.aborted || get("rest:" + id) == -visited?.().since) return false;
    const left = /** @type {any} */ (get("quiet")) - now + config.quiet;
    const isFree = !(left > 0 || isBusy());
    if (isFree) keep("quiet", `${now}`);
    else if (!/exit|idle|event/.test(trigger.kind)) {
      waiting.set(id, [instance, trigger]);
      if (left > 0) lift(left);
    }
    return isFree;
  };
};
