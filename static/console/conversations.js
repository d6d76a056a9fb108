/**
 * A conversation at the desk: what is said is sent once under its key, the log stays at its end, and whoever has it
 * before their eyes has read it. Messages themselves are drawn by the server, as everything is.
 */
import { figure, serverNow } from "./clocks.js";
import { onFrame, say } from "./line.js";
import { isNote } from "./notes.js";

const TYPES_MS = 5_000;
const TELL_MS = 2_500;
const NEAR_PX = 80;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
let toldAt = 0;
let isAtEnd = true;
let read = 0;
let called = ""; // the note that named this member and was seen
/** @type {string | null} the words that are on their way */
let under = null;
let wasCut = false; // the line was gone when they went
let isNext = false; // Enter was pressed again meanwhile
let drawn = ""; // the last message that was here

const talk = () => /** @type {HTMLElement | null} */ (document.querySelector("#talk[data-talk]"));
const log = () => /** @type {HTMLElement | null} */ (document.getElementById("talk-log"));
const form = () => /** @type {HTMLFormElement | null} */ (document.getElementById("talk-write"));

const words = () => /** @type {HTMLTextAreaElement | null} */ (document.getElementById("talk-text"));
const unsent = () => `frontdesk.unsent ${document.body.dataset.member} ${talk()?.dataset.talk}`;

/** The same words go again under the same key, also after a reload; other words get a key of their own. */
function sign() {
  const key = /** @type {HTMLInputElement | null} */ (form()?.elements.namedItem("key") ?? null);
  const text = words()?.value;
  if (!key || text === undefined) return;
  let tried = null;
  try {
    tried = JSON.parse(String(sessionStorage.getItem(unsent())));
  } catch {
    // Nothing that we wrote.
  }
  const as = isNote() ? "note" : ""; // what went to the team is never taken for what goes to the visitor
  key.value = tried?.text === text && tried.as === as ? tried.key : crypto.randomUUID();
  under = text;
  try {
    sessionStorage.setItem(unsent(), JSON.stringify({ key: key.value, text, as }));
  } catch {
    // A browser that keeps nothing: a reload between a failure and the next try forgets the key.
  }
}

/** What did not arrive goes by itself once the line is back, unless somebody has changed it since: half is never sent. */
function again() {
  if (!wasCut || under !== null) return;
  let tried = null;
  try {
    tried = JSON.parse(String(sessionStorage.getItem(unsent())));
  } catch {
    return; // nothing that we wrote
  }
  if (tried?.text && tried.text === words()?.value) form()?.requestSubmit();
}

/** How long whoever waits has waited, by the server's clock. */
function tick() {
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-waits-since]"))) {
    const said = figure(Math.max(0, (serverNow() - Number(each.dataset.waitsSince)) / 1000));
    if (each.textContent !== said) each.textContent = said;
  }
}

/** What is at the end stays in sight; who reads further up is left where they are. */
function settle() {
  tick();
  const place = log();
  const last = place?.lastElementChild?.id ?? "";
  if (last !== drawn) stopTyping(); // what was being written is here
  drawn = last;
  if (place && isAtEnd) place.scrollTop = place.scrollHeight;
  look();
}

function watch() {
  const place = log();
  if (place) isAtEnd = place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_PX;
  look();
}

/** Everything is before somebody's eyes: say up to where. */
function look() {
  const place = talk();
  const last = Math.max(0, ...[...document.querySelectorAll("#talk-log [data-number]")].map((each) => Number(/** @type {HTMLElement} */ (each).dataset.number)));
  const calls = document.querySelector("#talk-log [data-calls]")?.id ?? "";
  if (!place || !isAtEnd || document.hidden || (last <= read && (!calls || calls === called))) return;
  called = calls;
  read = last;
  const body = new URLSearchParams({ number: String(last) });
  const headers = { "X-CSRF-Token": String(document.body.dataset.csrf), "HX-Request": "true" };
  fetch(`/console/conversations/${place.dataset.talk}/read`, { method: "POST", body, headers }).catch(() => ((read = 0), (called = "")));
}

/** @param {KeyboardEvent} event */
function press(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  if (field.id !== "talk-text" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form()?.requestSubmit();
}

/** One after the other, so that they arrive in the order in which they were written. @param {Event} event */
function submit(event) {
  if (event.target !== form()) return;
  isNext = under !== null;
  if (!isNext) return sign();
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** From anywhere on the page to where the answer is written, and back to the list. */
export function answer() {
  words()?.focus();
}

export function back() {
  const row = /** @type {HTMLElement | null} */ (document.querySelector(".talk-rows .is-at"));
  if (!talk()) return;
  if (document.activeElement !== words()) return void location.assign("/console/conversations");
  if (row?.checkVisibility()) row.focus();
  else words()?.blur();
}

/** @param {Event} event */
function typed(event) {
  if (/** @type {HTMLElement} */ (event.target).id !== "talk-text") return;
  if (isNote() || Date.now() - toldAt < TELL_MS) return;
  toldAt = Date.now();
  say({ type: "typing", conversation: talk()?.dataset.talk });
}

/** It is kept. What was typed meanwhile stays; after a failure everything does. @param {Event} event */
function sent(event) {
  const { elt, successful, xhr } = /** @type {CustomEvent} */ (event).detail;
  const field = words();
  if (elt !== form() || !field) return;
  const gone = under ?? "";
  under = null;
  wasCut = !successful && xhr.status === 0; // what was refused would be refused again
  form()?.classList.toggle("is-unsent", !successful);
  if (!successful) return;
  sessionStorage.removeItem(unsent());
  field.value = field.value.startsWith(gone) ? field.value.slice(gone.length).trimStart() : field.value;
  field.dispatchEvent(new Event("input", { bubbles: true })); // the draft is what is left
  isAtEnd = true;
  settle();
  if (isNext && field.value) form()?.requestSubmit();
}

/** Who else has this conversation open: their faces, as the list of colleagues has them. @param {{ id: string, name: string }[]} people */
function draw(people) {
  const line = document.getElementById("talk-here");
  const others = people.filter((each) => each.id !== document.body.dataset.member);
  if (!line) return;
  const faces = others.map((each) => document.querySelector(`#colleague-${each.id} .avatar`)?.cloneNode(true) ?? "");
  const names = others.map((each) => each.name).join(", ");
  line.replaceChildren(...(names ? [...faces, String(talk()?.dataset.here).replace("#", names)] : []));
}

/** @param {{ type: string, conversation?: string, people?: { id: string, name: string }[], by?: { id: string, name: string } }} frame */
function hear(frame) {
  const place = talk();
  if (frame.type === "welcome") again();
  if (frame.type === "welcome" && place) say({ type: "looking", conversation: place.dataset.talk });
  if (frame.type === "looking" && frame.conversation === place?.dataset.talk) draw(frame.people ?? []);
  const line = document.getElementById("talk-types");
  if (frame.type !== "typing" || !place || !line || frame.conversation !== place.dataset.talk) return;
  if (frame.by?.id === document.body.dataset.member) return;
  line.textContent = String(place.dataset.types).replace("#", frame.by?.name ?? String(place.dataset.visitor));
  clearTimeout(typing);
  typing = setTimeout(stopTyping, TYPES_MS);
}

function stopTyping() {
  const line = document.getElementById("talk-types");
  if (line) line.textContent = "";
}

/** Watch the conversation that is open, if one is. */
export function startConversations() {
  setInterval(() => document.hidden || tick(), 1_000);
  document.addEventListener("htmx:afterSettle", tick);
  tick();
  if (!talk()) return;
  document.addEventListener("submit", submit, true);
  settle();
  onFrame(hear);
  addEventListener("online", again);
  const place = log();
  place?.addEventListener("scroll", watch, { passive: true });
  place?.addEventListener("load", settle, true); // a picture has come
  if (place) new ResizeObserver(settle).observe(place); // a file on its way takes room
  document.addEventListener("keydown", press);
  document.addEventListener("input", typed);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("htmx:afterSettle", settle);
  document.addEventListener("htmx:afterRequest", sent);
}
