/**
 * A half-written note outlives a reload, another page and a log-in: it is kept in this tab alone, for a day.
 *
 * Only forms that say `data-draft` are kept, so that passwords, codes and settings never are.
 */

const PREFIX = "frontdesk.draft ";
const DAY_MS = 86_400_000;
const MOST = 30;
const LONGEST = 10_000; // characters of one draft
const FIELDS = "textarea, input:is([type=radio], [type=text], [type=datetime-local])";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

const { member } = document.body.dataset;

/** @type {{ field: Field, key: string, start: number | null, end: number | null } | null} where somebody writes */
let caret = null;

/** @param {Element} form */
function keyOf(form) {
  return `${PREFIX}${member} ${form.getAttribute("hx-post")}`;
}

/** @param {Element} form @returns {Field[]} */
function fieldsOf(form) {
  return /** @type {Field[]} */ ([...form.querySelectorAll(FIELDS)]);
}

/** @param {Field} field */
function isRadio(field) {
  return field instanceof HTMLInputElement && field.type === "radio";
}

/** @param {Field} field */
function isChanged(field) {
  return isRadio(field) ? /** @type {HTMLInputElement} */ (field).checked : field.value !== field.defaultValue;
}

/** @param {string} key @returns {{ at: number, said: [string, string][] } | null} */
function read(key) {
  try {
    return JSON.parse(String(sessionStorage.getItem(key)));
  } catch {
    return null;
  }
}

/** @returns {string[]} */
function keys() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

/** @param {string} key */
function drop(key) {
  sessionStorage.removeItem(key);
}

/** What another member wrote in this tab, and what is older than a day, is gone. */
function sweep() {
  for (const key of keys()) {
    const kept = read(key);
    if (!kept || Date.now() - kept.at > DAY_MS || !key.startsWith(`${PREFIX}${member} `)) drop(key);
  }
}

/** @param {Element} form */
function keep(form) {
  const said = fieldsOf(form).filter(isChanged).map(({ name, value }) => [name, value]);
  const text = JSON.stringify({ at: Date.now(), said });
  if (!said.length) return drop(keyOf(form));
  if (text.length > LONGEST) return;
  sessionStorage.setItem(keyOf(form), text);
  const byAge = keys().sort((one, other) => Number(read(one)?.at) - Number(read(other)?.at));
  byAge.slice(0, -MOST).forEach(drop);
}

/** Give a form that nobody has touched since it was drawn what was written in it before. @param {Element} form */
function restore(form) {
  const kept = read(keyOf(form));
  if (!kept || fieldsOf(form).some(isChanged)) return;
  for (const [name, value] of kept.said) {
    for (const field of fieldsOf(form).filter((each) => each.name === name)) {
      if (isRadio(field)) /** @type {HTMLInputElement} */ (field).checked = field.value === value;
      else field.value = value;
    }
  }
}

function restoreAll() {
  document.querySelectorAll("form[data-draft]").forEach(restore);
}

function rememberCaret() {
  const field = /** @type {Field | null} */ (document.activeElement);
  const form = field?.matches(FIELDS) && field.closest("form[data-draft]");
  caret = form ? { field, key: keyOf(form), start: field.selectionStart, end: field.selectionEnd } : null;
}

/** Whoever was writing in what was drawn anew goes on where they were. */
function giveCaretBack() {
  const was = caret;
  caret = null;
  if (!was || was.field.isConnected) return;
  const form = [...document.querySelectorAll("form[data-draft]")].find((each) => keyOf(each) === was.key);
  const { name, value } = was.field;
  const field = form && fieldsOf(form).find((each) => each.name === name && (!isRadio(each) || each.value === value));
  field?.focus({ preventScroll: true });
  if (was.start !== null) field?.setSelectionRange(was.start, was.end);
}

/** What has been sent is no draft. @param {Event} event */
function sent(event) {
  const { elt, xhr } = /** @type {CustomEvent} */ (event).detail;
  if (!elt.matches("form[data-draft]")) return;
  const key = keyOf(elt);
  xhr.addEventListener("readystatechange", () => {
    if (xhr.readyState === XMLHttpRequest.DONE && xhr.status >= 200 && xhr.status < 300) drop(key);
  });
}

/** @param {Event} event */
function typed(event) {
  const form = /** @type {Element} */ (event.target).closest("form[data-draft]");
  try {
    if (form) keep(form);
  } catch {
    // A browser that keeps nothing: the page works as it did.
  }
}

/** Keep what is typed, and give it back whenever its form is drawn. */
export function startDrafts() {
  try {
    sweep();
  } catch {
    return; // this browser lets no page keep anything
  }
  restoreAll();
  document.addEventListener("input", typed);
  document.addEventListener("htmx:beforeSend", sent);
  document.addEventListener("htmx:beforeSwap", rememberCaret);
  document.addEventListener("htmx:afterSettle", () => {
    restoreAll();
    giveCaretBack();
  });
}
