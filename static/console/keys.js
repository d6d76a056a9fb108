/** The keyboard: arrows or j and k go from one to the next, Enter takes, ? shows the keys. Letters can be switched off. */
import { pickFocused } from "./choosing.js";
import { answer, back } from "./conversations.js";
import { note } from "./notes.js";

const KEPT = "frontdesk.letters";
const SEARCH = "#q"; // whoever comes to the people with this searches at once

function lettersWork() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

/** @returns {HTMLElement[]} */
function items() {
  return [...document.querySelectorAll("[data-item]")].map((each) => /** @type {HTMLElement} */ (each));
}

/** @param {number} step */
function move(step) {
  const all = items();
  const at = all.findIndex((each) => each.contains(document.activeElement));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
}

/** Take the one we are at; when we are at none, the one that rings. */
function take() {
  const item = document.activeElement?.matches("[data-item]") ? document.activeElement : null;
  const nowhere = document.activeElement === document.body || document.activeElement?.id === "main";
  const place = item ?? (nowhere ? document.querySelector(".ringing") : null);
  const button = place?.querySelector("[data-take], [data-enter]");
  if (button instanceof HTMLElement) button.click();
  return Boolean(button);
}

function openCard() {
  const card = document.activeElement?.closest("[data-item]")?.querySelector("[data-card]");
  if (card instanceof HTMLElement) card.click();
}

function search() {
  const field = document.querySelector("[data-search]");
  if (field instanceof HTMLElement) field.focus();
  else location.assign(`/console/people${SEARCH}`);
}

/** @type {Record<string, () => unknown>} */
const LETTERS = {
  j: () => move(1),
  k: () => move(-1),
  o: openCard,
  r: answer,
  n: note,
  x: pickFocused,
  "/": search,
  "?": () => /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"))?.showModal(),
};

/** @param {KeyboardEvent} event */
function press(event) {
  const target = /** @type {Element} */ (event.target);
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    if (!closeFloats() && !target.closest("dialog")) back();
    return;
  }
  if (target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (target.closest("details[open]") || !items().length) return;
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    if (!target.closest("a, button, summary") && take()) event.preventDefault();
  } else if (lettersWork() && Object.hasOwn(LETTERS, event.key)) {
    event.preventDefault();
    LETTERS[event.key]();
  }
}

/** Whether anything was open. */
function closeFloats() {
  const all = document.querySelectorAll("details[data-float][open]");
  for (const open of all) {
    const had = open.contains(document.activeElement);
    open.removeAttribute("open");
    if (had) /** @type {HTMLElement} */ (open.querySelector("summary")).focus();
  }
  return all.length > 0;
}

/** The mark leaves the address, so that a reload takes the focus from nobody. */
function searchOnArrival() {
  const field = document.querySelector("[data-search]");
  if (location.hash !== SEARCH || !(field instanceof HTMLElement)) return;
  field.focus();
  history.replaceState(null, "", location.pathname + location.search);
}

/** Join the keyboard, and the switch for single letters. */
export function startKeys() {
  searchOnArrival();
  document.addEventListener("keydown", press);
  const choice = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-letters]"));
  if (!choice) return;
  choice.checked = lettersWork();
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(KEPT, choice.checked ? "on" : "off");
    } catch {
      // A private window forgets it with the page.
    }
  });
}
