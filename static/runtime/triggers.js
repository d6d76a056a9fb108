/** What opens a widget besides its launcher: some seconds on the page, and whatever else its site asks for. */
import { core } from "./core.js";
import { pieces } from "./pieces.js";

/**
 * Wait for any of these triggers until the signal says stop. A kind that this loader does not have never comes.
 * @param {import("./types.js").Trigger[]} triggers
 * @param {(byItself: boolean, trigger: import("./types.js").Trigger) => void} fire
 * @param {AbortSignal} signal
 */
export const arm = (triggers, fire, signal) => {
  for (const trigger of triggers) {
    const { kind, seconds } = trigger;
    const go = (/** @type {boolean} */ byItself) => fire(byItself, trigger);
    pieces.triggers?.[kind]?.(go, trigger, signal, core);
    if (kind == "delay") {
      const timer = setTimeout(go, /** @type {number} */ (seconds) * 1e3, true);
      signal.addEventListener("abort", () => clearTimeout(timer));
    }
  }
};
