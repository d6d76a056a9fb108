/** Ready answers: a slash opens the list of them; it is read once for each page, when it is first asked for. */
import { isNote } from "./notes.js";
import { offering } from "./offers.js";

const words = () => /** @type {HTMLTextAreaElement | null} */ (document.getElementById("talk-text"));
const place = () => document.getElementById("talk-replies");

let isRead = false;

/** @param {() => void} then */
async function read(then) {
  const list = place();
  if (isRead || !list) return;
  isRead = true;
  try {
    await window.htmx.ajax("GET", String(list.dataset.from), { target: list, swap: "innerHTML" });
    isRead = Boolean(list.firstElementChild);
  } catch {
    isRead = false; // the line is gone: the next slash asks again
  }
  then();
}

/** Offer them in the conversation that is open. */
export function startReplies() {
  const begins = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u;
  const list = offering({ begins, field: words, place, when: () => !isNote(), written: (option) => String(option.dataset.text) });
  document.addEventListener("input", (event) => {
    const area = words();
    if (area && event.target === area && !isNote() && begins.test(area.value.slice(0, area.selectionStart))) read(list.look);
  });
  document.addEventListener("click", (event) => {
    const area = words();
    if (!area || !(/** @type {Element} */ (event.target).closest("[data-replies]"))) return;
    const before = area.value.slice(0, area.selectionStart);
    area.focus();
    if (!begins.test(before)) area.setRangeText(/(?:^|\s)$/.test(before) ? "/" : " /", area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.body.addEventListener("frontdesk:replies", () => (isRead = false));
}
