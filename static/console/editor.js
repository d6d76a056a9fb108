/**
 * The editor: what is typed is shown in the preview at once and kept as a draft soon after.
 *
 * Each save says the revision that the form was drawn from; where somebody else was quicker nothing is kept, and the
 * page shows what they have changed, field by field.
 */
import { startConditions } from "./conditions.js";
import { goToProblem, kept as keptThings, offer, sent, showContrasts, showProblems, startForm } from "./editor_form.js";
import { preview, speak, startPreview } from "./editor_preview.js";
import { toast } from "./toasts.js";

const LOOK_MS = 250;
const SAVE_MS = 2_000;
const AGAIN_MS = 5_000;

const editor = /** @type {HTMLElement} */ (document.getElementById("editor"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("widget-form"));
const standing = /** @type {HTMLElement} */ (document.getElementById("standing"));
const publishing = /** @type {HTMLDialogElement} */ (document.getElementById("publishing"));
const conflict = /** @type {HTMLDialogElement} */ (document.getElementById("conflict"));

const KEPT = "frontdesk.editor"; // what a reload takes along
const bar = /** @type {HTMLFormElement} */ (document.getElementById("preview-bar"));

let isDirty = false;
let isDisputed = false; // somebody else was quicker, and nobody has chosen yet: only a press asks again
/** The save that is under way. @type {Promise<boolean> | undefined} */
let saving;
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
  if (what !== "preview") sent();
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
  offer(said.named ?? {});
  if (said.rule) /** @type {HTMLElement} */ (document.getElementById("rule-said")).textContent = said.rule;
  preview(said);
}

/**
 * Keep the form as the draft, one save after the other; `isAsked`: somebody has pressed for it and waits for its turn.
 * Gives back whether it is kept.
 * @param {boolean} [isAsked]
 * @returns {Promise<boolean>}
 */
async function save(isAsked = true) {
  if (saving && !isAsked) return soon(500);
  while (saving) await saving;
  saving = keep(isAsked).finally(() => (saving = undefined));
  return saving;
}

/** @param {boolean} isAsked @returns {Promise<boolean>} */
async function keep(isAsked) {
  clearTimeout(saveLater);
  if (isDisputed && !isAsked) return dispute();
  isDirty = false;
  standing.textContent = String(editor.dataset.saving);
  const said = await send("draft").catch(() => null);
  if (!said) {
    standing.textContent = String(editor.dataset.lost);
    isDirty = true;
    return soon(AGAIN_MS);
  }
  return kept(said, isAsked);
}

/** @param {any} said @param {boolean} isAsked */
function kept(said, isAsked) {
  if (said.conflict) return clash(said.conflict);
  if (said.problems) {
    const shown = showProblems(said.problems, isAsked);
    standing.textContent = String(shown ? editor.dataset.unsaved : editor.dataset.typed);
    return false;
  }
  if (said.revision === undefined) return false;
  isDisputed = false;
  set("_revision", String(said.revision));
  set("_base", JSON.stringify(said.base));
  keptThings();
  if (!isDirty) tellStanding(said); // else somebody types on, and what is kept is not all there is
  /** @type {HTMLElement} */ (document.getElementById("changes")).innerHTML = said.changes;
  for (const each of editor.querySelectorAll("[data-discard]")) /** @type {HTMLElement} */ (each).hidden = !said.count;
  return true;
}

/** @param {{ standing: string, said: string }} kept */
function tellStanding({ standing: html, said }) {
  const more = document.createElement("span");
  more.className = "faint";
  more.textContent = said;
  standing.innerHTML = html;
  standing.append(" ", more);
}

/** @param {string} name @param {string} value */
function set(name, value) {
  /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = value;
}

/** @param {number} wait @returns {Promise<boolean>} */
function soon(wait) {
  clearTimeout(saveLater);
  saveLater = setTimeout(() => void save(false), wait);
  return Promise.resolve(false);
}

/** Somebody else was quicker. @param {string} html */
function clash(html) {
  clearTimeout(saveLater);
  conflict.innerHTML = html;
  if (!conflict.open) conflict.showModal();
  else /** @type {HTMLElement | null} */ (conflict.querySelector("[autofocus]"))?.focus();
  return dispute();
}

/** Nothing is kept until somebody has chosen, and whoever goes on typing is left in peace. */
function dispute() {
  isDisputed = isDirty = true;
  standing.textContent = String(editor.dataset.disputed);
  return false;
}

/** Whatever both have changed is chosen before anything is kept. @param {SubmitEvent} event */
async function merge(event) {
  event.preventDefault();
  const choices = /** @type {HTMLFormElement} */ (event.target);
  if (!asks(choices)) finish(await send("merge", chosenIn(choices)).catch(() => null));
}

/** @param {HTMLFormElement} choices @returns {[string, string][]} */
function chosenIn(choices) {
  return [...new FormData(choices)].map(([name, value]) => [name, String(value)]);
}

/** Leads to the first question that is still open, and says so beside each. @param {HTMLElement} choices */
function asks(choices) {
  const open = [...choices.querySelectorAll("[data-clash]:not(:has(:checked))")];
  for (const each of choices.querySelectorAll("[data-clash] > .error")) each.remove();
  for (const each of open) {
    const words = document.createElement("p");
    words.className = "error";
    words.textContent = String(choices.dataset.ask);
    each.querySelector("legend")?.after(words);
  }
  open[0]?.querySelector("input")?.focus();
  return open.length > 0;
}

/** Mine or theirs wherever something is asked; what goes together by itself stays so. @param {string} all */
function chooseAll(all) {
  for (const each of conflict.querySelectorAll(`#merge > [data-clash] [value="${all}"]`)) /** @type {HTMLInputElement} */ (each).checked = true;
  for (const each of conflict.querySelectorAll("[data-clash] > .error")) each.remove();
}

/** What ends this state of the page. @param {any} said */
function finish(said) {
  if (!said) return toast(String(editor.dataset.lost));
  if (said.reload) {
    isDirty = false;
    takeAlong(said);
    return location.reload();
  }
  publishing.close();
  kept(said, true);
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
  button.closest("details[data-float]")?.removeAttribute("open");
  if (saves !== undefined) void save();
  if (publishes !== undefined) void publish();
  if (publishNow !== undefined) finish(await send("publish").catch(() => null));
  if (discard !== undefined) void discardDraft();
  if (all) chooseAll(all);
}

/** What was typed last belongs to the draft as well: it comes back with it. */
async function discardDraft() {
  if (isDirty || saving) await save();
  if (!conflict.open) finish(await send("discard").catch(() => null));
}

/** @param {{ draft: object, revision: number }} undo */
async function bringBack({ draft, revision }) {
  if (isDirty || saving) await save();
  const more = { _draft: JSON.stringify(draft), _revision: String(revision) };
  finish(await send("draft/back", Object.entries(more)).catch(() => null));
}

function changed() {
  if (!isDirty) standing.textContent = String(editor.dataset.typed);
  isDirty = true;
  clearTimeout(lookLater);
  lookLater = setTimeout(() => void look(), LOOK_MS);
  void soon(SAVE_MS);
}

/** The page is drawn anew, and goes on as it was: with its tab, its preview, and the words on what was done. @param {any} said */
function takeAlong({ said, undo }) {
  const chosen = [...new FormData(bar), ["_language", new FormData(form).get("_language")]];
  sessionStorage.setItem(KEPT, JSON.stringify({ path: editor.dataset.path, said, undo, chosen }));
}

/** Go on where the page was before it was drawn anew. */
function goOn() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  sessionStorage.removeItem(KEPT);
  if (kept.path !== editor.dataset.path) return;
  for (const [name, value] of kept.chosen) {
    const place = (name === "_language" ? form : bar).elements.namedItem(name);
    if (place) /** @type {RadioNodeList | HTMLSelectElement} */ (place).value = value;
    if (place instanceof HTMLSelectElement) place.dataset.wanted = value; // it may be offered in a moment only
  }
  const { label } = kept.undo ?? {};
  if (kept.said) toast(kept.said, label && { label, act: () => void bringBack(kept.undo) });
}

/** @param {Event} event */
function typed({ target }) {
  const { name, value } = /** @type {HTMLInputElement} */ (target);
  if (name === "_language") speak(value);
  else changed();
}

startPreview(() => void look());
document.addEventListener("visibilitychange", () => document.hidden || void look()); // other tabs may have made what it offers
goOn();
startConditions(form);
startForm(form);
form.addEventListener("input", typed);
document.addEventListener("click", (event) => void press(event));
conflict.addEventListener("submit", (event) => void merge(/** @type {SubmitEvent} */ (event)));
addEventListener("beforeunload", (event) => isDirty && event.preventDefault());
