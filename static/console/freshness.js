/** What stands is never older than what was there before: an answer that a press has overtaken is asked for again. */

/** @type {WeakMap<XMLHttpRequest, number>} how many presses had been answered when this was asked for */
const asked = new WeakMap();
let answered = 0;

/** @param {Event} event */
function remember(event) {
  const { xhr, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  if (requestConfig.verb === "get") asked.set(xhr, answered);
  else xhr.addEventListener("load", () => answered++);
}

/**
 * A part that asked before a press was answered may show how things stood before it; news will not come again for it.
 * @param {Event} event
 */
function compare(event) {
  const { xhr, elt, target, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  if ((asked.get(xhr) ?? answered) === answered || !elt.isConnected) return;
  event.preventDefault();
  void window.htmx.ajax("GET", requestConfig.path, { source: elt, target });
}

/** Watch the answers of every part of the page. */
export function startFreshness() {
  document.addEventListener("htmx:beforeSend", remember);
  document.addEventListener("htmx:beforeSwap", compare);
}
