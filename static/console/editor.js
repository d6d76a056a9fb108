/**
 * The editor: what is typed is shown in the preview at once and kept as a draft soon after.
 *
 * Each save says the revision that the form was drawn from; where somebody else was quicker nothing is kept, and the
 * page shows what they have changed, field by field.
 */
import { goToProblem, showContrasts, showProblems, startForm } from "./editor_form.js";
import { preview, startPreview } from "./editor_preview.js";
import { toast } from "./toasts.js";

const LOOK_MS = 250;
const SAVE_MS = 2_000;
const AGAIN_MS = 5_000;

const editor = /** @type {HTMLElement} */ (document.getElementById("editor"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("widget-form"));
const standing = /** @type {HTMLElement} */ (document.getElementById("standing"));
const publishing = /** @type {HTMLDialogElement} */ (document.getElementById("publishing"));
const conflict = /** @type {HTMLDialogElement} */ (document.getElementById("conflict"));

let isDirty = false;
let isSaving = false;
let looked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let lookLater;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let saveLater;

/**
 * Send the form; what is said is JSON, or nothing where there is no connection.
 * @param {string} what
 * @param {Iterable<[string, string]>} [more]
 * @returns {Promise<any>}
 */
async function send(what, more = []) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  for (const [name, value] of more) body.append(name, value);
  const headers = { "X-CSRF-Token": String(document.body.dataset.csrf), "HX-Request": "true" };
  const answer = await fetch(`${editor.dataset.path}/${what}`, { method: "POST", body, headers });
  const passing = answer.headers.get("hx-trigger");
  const away = answer.headers.get("hx-redirect");
  if (away) location.assign(away);
  if (passing) {
    const said = JSON.parse(passing);
    if (said["frontdesk:told"]) toast(said["frontdesk:told"].words);
    return {};
  }
  return answer.json();
}

/** Show what the form says now; an answer that another has overtaken is left out. */
async function look() {
  const number = ++looked;
  const said = await send("preview").catch(() => null);
  if (!said || number !== looked) return;
  showProblems(said.problems ?? {});
  showContrasts(said.contrasts ?? {});
  preview(said);
}

/**
 * Keep the form as the draft. Gives back whether it is kept.
 * @returns {Promise<boolean>}
 */
async function save() {
  clearTimeout(saveLater);
  if (isSaving) return soon(500);
  isSaving = true;
  isDirty = false;
  standing.textContent = String(editor.dataset.saving);
  const said = await send("draft").catch(() => null);
  isSaving = false;
  if (!said) {
    standing.textContent = String(editor.dataset.lost);
    isDirty = true;
    return soon(AGAIN_MS);
  }
  return kept(said);
}

/** @param {any} said */
function kept(said) {
  if (said.conflict) return clash(said.conflict);
  if (said.problems) {
    showProblems(said.problems);
    standing.textContent = String(editor.dataset.unsaved);
    return false;
  }
  if (said.revision === undefined) return false;
  set("_revision", String(said.revision));
  set("_base", JSON.stringify(said.base));
  standing.textContent = "";
  const more = document.createElement("span");
  more.className = "faint";
  more.textContent = said.said;
  standing.insertAdjacentHTML("afterbegin", said.standing);
  standing.append(" ", more);
  /** @type {HTMLElement} */ (document.getElementById("changes")).innerHTML = said.changes;
  const discard = /** @type {HTMLElement} */ (editor.querySelector("[data-discard]"));
  discard.hidden = !said.count;
  return true;
}

/** @param {string} name @param {string} value */
function set(name, value) {
  /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = value;
}

/** @param {number} wait @returns {Promise<boolean>} */
function soon(wait) {
  clearTimeout(saveLater);
  saveLater = setTimeout(() => void save(), wait);
  return Promise.resolve(false);
}

/** Somebody else was quicker. @param {string} html */
function clash(html) {
  clearTimeout(saveLater);
  conflict.innerHTML = html;
  if (!conflict.open) conflict.showModal();
  return false;
}

/** @param {SubmitEvent} event */
async function merge(event) {
  event.preventDefault();
  const chosen = [...new FormData(/** @type {HTMLFormElement} */ (event.target))].map(([name, value]) => [name, String(value)]);
  finish(await send("merge", /** @type {[string, string][]} */ (chosen)).catch(() => null));
}

/** What ends this state of the page. @param {any} said */
function finish(said) {
  if (!said) return toast(String(editor.dataset.lost));
  if (said.reload) {
    isDirty = false;
    if (said.said) sessionStorage.setItem("frontdesk.told", said.said);
    return location.reload();
  }
  publishing.close();
  kept(said);
  if (said.problems) goToProblem(said.problems);
}

async function publish() {
  if (await save()) publishing.showModal();
  else {
    const said = await send("preview").catch(() => null);
    if (said?.problems) goToProblem(said.problems);
  }
}

/** @param {Event} event */
async function press(event) {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
  if (!button) return;
  const { save: saves, publish: publishes, publishNow, discard, all } = button.dataset;
  if (saves !== undefined) void save();
  if (publishes !== undefined) void publish();
  if (publishNow !== undefined) finish(await send("publish").catch(() => null));
  if (discard !== undefined) finish(await send("discard").catch(() => null));
  if (all) for (const each of conflict.querySelectorAll(`[value="${all}"]`)) /** @type {HTMLInputElement} */ (each).checked = true;
}

function changed() {
  isDirty = true;
  clearTimeout(lookLater);
  lookLater = setTimeout(() => void look(), LOOK_MS);
  void soon(SAVE_MS);
}

/** Words that a reload would have taken along. */
function tellWhatWasDone() {
  const said = sessionStorage.getItem("frontdesk.told");
  sessionStorage.removeItem("frontdesk.told");
  if (said) toast(said);
}

startForm(form);
startPreview(() => void look());
form.addEventListener("input", (event) => /** @type {HTMLInputElement} */ (event.target).name !== "_language" && changed());
document.addEventListener("click", (event) => void press(event));
conflict.addEventListener("submit", (event) => void merge(/** @type {SubmitEvent} */ (event)));
addEventListener("beforeunload", (event) => isDirty && event.preventDefault());
tellWhatWasDone();
