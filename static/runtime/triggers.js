/** What opens a widget besides its launcher: some seconds on the page, a click on something of it, and whatever else is asked for. */
import { doc, later, never } from "./natives.js";

/** The further kinds that this site's widgets ask for: the server writes them in place of the string, each from its file in `static/triggers`. */
const further = /** @type {{[kind: string]: import("./types.js").Armed}} */ (/** @type {unknown} */ ("%TRIGGERS%"));

/**
 * Wait for any of these triggers until the signal says stop.
 * @param {import("./types.js").Trigger[]} triggers
 * @param {(byItself: boolean) => void} fire
 * @param {AbortSignal} signal
 */
export const arm = (triggers, fire, signal) => {
  for (const trigger of triggers) {
    const { kind, seconds, selector } = trigger;
    further[kind]?.(fire, trigger, signal);
    if (kind == "delay") {
      const timer = later(fire, /** @type {number} */ (seconds) * 1e3, true);
      signal.addEventListener("abort", () => never(timer));
    }
    if (kind == "click")
      doc.addEventListener(
        "click",
        ({ target }) => {
          try {
            if (/** @type {Element} */ (target).closest(/** @type {string} */ (selector))) fire(false);
          } catch {} // a selector that this browser does not know selects nothing
        },
        { capture: true, signal },
      );
  }
};
