/** Words that pass by: what a press has done, or why it has not. The server writes them; here they are only shown. */

const STAY_MS = 6_000;
const UNDO_MS = 10_000;

/** @typedef {{ label: string, path?: string, values?: Record<string, string>, target?: string, act?: () => void }} Undo */

/**
 * Show words at the foot of the page, and let them go by themselves; not while somebody points at or stands on them.
 * What can be taken back has a button for it, and stays longer; `act` takes it back where no address does.
 * @param {string} words
 * @param {Undo} [undo]
 */
export function toast(words, undo) {
  const place = document.getElementById("toasts");
  if (!place) return;
  const shown = document.createElement("p");
  shown.className = "toast";
  const said = document.createElement("span");
  said.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-s";
  close.textContent = String(place.dataset.close);
  close.addEventListener("click", () => shown.remove());
  shown.append(said);
  if (undo) shown.append(back(undo, shown));
  shown.append(close);
  place.replaceChildren(shown);
  const go = () => (shown.matches(":hover, :focus-within") ? setTimeout(go, 1_000) : shown.remove());
  setTimeout(go, undo ? UNDO_MS : STAY_MS);
}

/**
 * @param {Undo} undo
 * @param {HTMLElement} shown
 */
function back({ path, values, target, label, act }, shown) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-s";
  button.textContent = label;
  button.addEventListener("click", () => {
    shown.remove();
    if (act) act();
    else void window.htmx.ajax("POST", String(path), { values, target, source: target, swap: "innerHTML" });
  });
  return button;
}

/**
 * News may be quicker than an answer: then what was pressed has left the page, and htmx would tell a node that nobody
 * hears. What the answer tells is told to the page.
 * @param {Event} event
 */
function listenForLate(event) {
  const { elt, xhr } = /** @type {CustomEvent} */ (event).detail;
  xhr.addEventListener("readystatechange", () => {
    const said = xhr.readyState === XMLHttpRequest.DONE && !elt.isConnected && xhr.getResponseHeader("hx-trigger");
    for (const [name, detail] of Object.entries(said ? JSON.parse(said) : {})) {
      document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    }
  });
}

/**
 * htmx writes every refusal into the browser's console as an error. What the page itself says is none; what it does not
 * say still is.
 * @param {Element} _elt
 * @param {string} event
 * @param {any} detail
 */
function quieten(_elt, event, detail) {
  const { xhr } = detail;
  const isSaid = xhr?.status < 500 && ["hx-trigger", "hx-redirect", "hx-retarget"].some((name) => xhr.getResponseHeader(name));
  const isLost = xhr?.status === 0 && ["htmx:afterRequest", "htmx:sendError", "htmx:timeout", "htmx:sendAbort"].includes(event);
  if (isLost || (isSaid && event === "htmx:responseError")) delete detail.error;
}

/** Listen for what the server tells with an answer. */
export function startToasts() {
  document.addEventListener("frontdesk:told", (event) => {
    const { words, undo } = /** @type {CustomEvent} */ (event).detail;
    toast(words, undo);
  });
  document.addEventListener("htmx:beforeSend", listenForLate);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (detail.xhr.getResponseHeader("hx-retarget")) detail.shouldSwap = true; // what is gone is said in its place
  });
  window.htmx.logger = quieten;
}
