/**
 * Notes: the same field writes to the team instead of the visitor, and looks it. `@` offers colleagues.
 *
 * Which of the two it is outlives a reload as the draft does: what was meant for the team never goes to the visitor.
 */
import { offering } from "./offers.js";

const form = () => /** @type {HTMLFormElement | null} */ (document.getElementById("talk-write"));
const words = () => /** @type {HTMLTextAreaElement | null} */ (document.getElementById("talk-text"));
const kept = () => `frontdesk.note ${document.body.dataset.member} ${form()?.dataset.is}`;

/** Whether what is being written is for the team alone. */
export function isNote() {
  return Boolean(form()?.classList.contains("is-note"));
}

/** @param {boolean} is */
function show(is) {
  const place = form();
  const field = words();
  const label = document.getElementById("talk-label");
  const send = document.getElementById("talk-send");
  if (!place || !field || !label || !send) return;
  const name = is ? "note" : "answer";
  place.classList.toggle("is-note", is);
  /** @type {HTMLInputElement} */ (place.elements.namedItem("as")).value = is ? "note" : "";
  label.textContent = field.placeholder = String(label.dataset[name]);
  send.setAttribute("aria-label", String(send.dataset[name]));
  document.getElementById("talk-note")?.setAttribute("aria-pressed", String(is));
}

/** From anywhere on the page to a note, and from a note back to the answer. */
export function note() {
  if (!form()) return;
  show(!isNote());
  try {
    if (isNote()) sessionStorage.setItem(kept(), "1");
    else sessionStorage.removeItem(kept());
  } catch {
    // A browser that keeps nothing keeps no draft either.
  }
  words()?.focus();
}

function wasNote() {
  try {
    return sessionStorage.getItem(kept()) !== null;
  } catch {
    return false;
  }
}

/** Let notes be written in the conversation that is open. */
export function startNotes() {
  if (form() && wasNote()) show(true);
  offering({
    begins: /(?:^|\s)@([\p{L}\p{N}_-]*)$/u,
    field: words,
    place: () => document.getElementById("talk-colleagues"),
    when: isNote,
    written: (option) => `@${option.dataset.short} `,
  });
  document.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("#talk-note")) note();
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyN" || !event.altKey || event.ctrlKey || event.metaKey || !form()) return;
    event.preventDefault();
    note();
  });
}
