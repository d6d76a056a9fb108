/** Requests without an answer: said where somebody pressed, and in the banner until anything comes through again. */
import { toast } from "./toasts.js";

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;
const CHECK = "/console/waiting"; // small, and answered to whoever is logged in

let isLineLost = false;
let isUnanswered = false;
let wait = FIRST_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

function draw() {
  const banner = document.getElementById("offline");
  if (banner) banner.hidden = !isLineLost && !isUnanswered;
}

/**
 * Whether the live line has been lost for long enough to be worth a word.
 * @param {boolean} lost
 */
export function lineIsLost(lost) {
  isLineLost = lost;
  draw();
}

/** Something has come through: parts that missed their news meanwhile read it now. */
export function reached() {
  if (!isUnanswered) return;
  isUnanswered = false;
  wait = FIRST_MS;
  clearTimeout(later);
  draw();
  document.body.dispatchEvent(new CustomEvent("frontdesk:all"));
}

/** Ask the server for a trifle, and again later for as long as no answer comes. */
async function check() {
  clearTimeout(later);
  const headers = { "HX-Request": "true" };
  const answer = await fetch(CHECK, { headers, cache: "no-store", signal: AbortSignal.timeout(LONGEST_MS) }).catch(() => null);
  if (answer) reached();
  else checkLater();
}

function checkLater() {
  clearTimeout(later);
  later = setTimeout(() => (navigator.onLine ? void check() : checkLater()), wait);
  wait = Math.min(LONGEST_MS, wait * 2);
}

/**
 * What was pressed is never sent again by itself: taking somebody's request minutes later would be wrong.
 * @param {{ verb: string, triggeringEvent?: Event }} asked
 * @param {Element} pressed
 * @param {boolean} wasOnline what was sent into a network that is there may have arrived, only its answer has not
 */
function unanswered({ verb, triggeringEvent }, pressed, wasOnline) {
  const place = document.getElementById("toasts");
  if (verb === "get") {
    if (triggeringEvent?.isTrusted) toast(String(place?.dataset.unread));
  } else if (!pressed.matches("[hx-trigger*=load]")) {
    toast(String(wasOnline ? place?.dataset.unsure : place?.dataset.unsaved));
  }
  if (!document.getElementById("offline")) return;
  isUnanswered = true;
  draw();
  checkLater();
}

/** @param {Event} event */
function watch(event) {
  const { elt, xhr, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  const wasOnline = navigator.onLine;
  xhr.addEventListener("load", reached);
  for (const end of ["error", "timeout"]) xhr.addEventListener(end, () => unanswered(requestConfig, elt, wasOnline));
}

/** Watch every request of the page's parts; what is pressed may have left the page before its answer came. */
export function startOffline() {
  document.addEventListener("htmx:beforeSend", watch);
  addEventListener("online", () => isUnanswered && void check());
  document.addEventListener("click", (event) => {
    if (isUnanswered && event.target instanceof Element && event.target.closest("[data-try-now]")) void check();
  });
}
