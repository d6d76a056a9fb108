/**
 * Files for a visitor: chosen, dropped or pasted, sent one after another with their progress; what failed stays with
 * its reason and a button to try again, under the same key.
 */
import { isNote } from "./notes.js";

const MOST_BYTES = 10 * 1024 * 1024; // as server/files/incoming.py takes them

/** @typedef {{ file: File, key: string, row: HTMLElement, bar: HTMLProgressElement, said: HTMLElement }} Sending */

/** @type {Sending[]} */
const waiting = [];
let isBusy = false;

const talk = () => /** @type {HTMLElement | null} */ (document.querySelector("#talk[data-talk]"));
const field = () => /** @type {HTMLInputElement | null} */ (document.getElementById("talk-file"));

/** @param {string} words @param {string} label @param {() => void} act */
function button(words, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-s btn-plain";
  made.textContent = words;
  made.ariaLabel = label;
  made.addEventListener("click", act);
  return made;
}

/** @param {Iterable<File>} files */
function add(files) {
  const place = document.getElementById("talk-files");
  if (!place || isNote()) return; // what is meant for the team never goes to the visitor
  for (const file of files) {
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    const bar = document.createElement("progress");
    const said = document.createElement("span");
    name.textContent = file.name;
    bar.ariaLabel = file.name;
    said.className = "error";
    row.append(name, bar, said);
    place.append(row);
    waiting.push({ file, key: crypto.randomUUID(), row, bar, said });
  }
  next();
}

/** @param {Sending} each @param {string} words @param {boolean} again */
function fail(each, words, again) {
  const { row, bar, said, file } = each;
  const { again: label = "", drop = "" } = field()?.dataset ?? {};
  const retry = button(label, `${label}: ${file.name}`, () => {
    said.replaceChildren();
    bar.hidden = false;
    for (const old of row.querySelectorAll("button")) old.remove();
    waiting.push(each);
    next();
  });
  bar.hidden = true;
  said.textContent = words;
  row.append(...(again ? [retry] : []), button("×", `${drop}: ${file.name}`, () => row.remove()));
}

function next() {
  const each = isBusy ? undefined : waiting.shift();
  if (!each) return;
  const { large = "", failed = "", reasons = "{}" } = field()?.dataset ?? {};
  if (each.file.size > MOST_BYTES) {
    fail(each, large, false);
    return next();
  }
  isBusy = true;
  const request = new XMLHttpRequest();
  const asked = new URLSearchParams({ key: each.key, name: each.file.name });
  request.open("POST", `/console/conversations/${talk()?.dataset.talk}/files?${asked}`);
  request.setRequestHeader("X-CSRF-Token", String(document.body.dataset.csrf));
  request.setRequestHeader("HX-Request", "true");
  request.upload.onprogress = ({ loaded, total }) => Object.assign(each.bar, { max: total, value: loaded });
  request.onloadend = () => {
    isBusy = false;
    if (request.status === 201) {
      each.row.remove();
      document.body.dispatchEvent(new CustomEvent("frontdesk:message"));
    } else {
      const reason = JSON.parse(reasons)[request.getResponseHeader("x-reason") ?? ""];
      fail(each, reason ?? (request.status === 413 ? large : failed), !reason && request.status !== 413);
    }
    next();
  };
  request.send(each.file);
}

/** @param {DragEvent} event */
const carries = (event) => !!talk() && [...(event.dataTransfer?.types ?? [])].includes("Files") && event.target instanceof Node && !!talk()?.contains(event.target);

/** Take files in wherever a conversation is open. */
export function startAttaching() {
  if (!talk()) return;
  document.addEventListener("change", ({ target }) => {
    if (target !== field() || !(target instanceof HTMLInputElement)) return;
    add(target.files ?? []);
    target.value = ""; // the same file may be chosen again
  });
  document.addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    add(event.dataTransfer?.files ?? []);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || /** @type {HTMLElement} */ (event.target).id !== "talk-text") return;
    event.preventDefault();
    add(files);
  });
  addEventListener("beforeunload", (event) => isBusy && event.preventDefault());
}
