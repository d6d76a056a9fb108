/** What stands is never older than what was there before: an answer that a press has overtaken is asked for again. */

/** @type {WeakMap<XMLHttpRequest, number>} how many presses had been answered when this was asked for */
const asked = new WeakMap();
let answered = 0;
const LONGEST_MS = 3_000; // a press that was never let go holds nothing up for longer
/** What came while somebody was pressing: a part that is drawn anew under the hand would swallow the press. @type {Map<Element, () => void>} */
const held = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pressing;

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
  const isOvertaken = (asked.get(xhr) ?? answered) !== answered;
  const isUnderHand = pressing !== undefined && requestConfig.verb === "get";
  if (!elt.isConnected || !(isOvertaken || isUnderHand)) return;
  event.preventDefault();
  const again = () => {
    if (elt.isConnected) void window.htmx.ajax("GET", requestConfig.path, { source: elt, target });
  };
  if (isUnderHand) held.set(elt, again);
  else again();
}

function press() {
  clearTimeout(pressing);
  pressing = setTimeout(letGo, LONGEST_MS);
}

/** The click itself comes right after the pointer has gone up. */
function letGo() {
  clearTimeout(pressing);
  setTimeout(() => {
    pressing = undefined;
    const waiting = [...held.values()];
    held.clear();
    for (const again of waiting) again();
  });
}

/** Watch the answers of every part of the page. */
export function startFreshness() {
  document.addEventListener("htmx:beforeSend", remember);
  document.addEventListener("htmx:beforeSwap", compare);
  document.addEventListener("pointerdown", press, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, letGo, true);
}
