/**
 * Who waits is told at once: a bell that this browser makes itself, a notification, the count in the page's title.
 *
 * What waits stands in `#waiting`, which the server draws afresh with each piece of news; an id that was not there
 * before has just come. Words are the server's; here is only when to say them.
 */
import { serverNow } from "./clocks.js";
import { chime, soundIsOn, startSound } from "./sound.js";

const AGAIN_MS = 5_000;
const LONGEST_MS = 60_000; // nobody rings for ever
const COUNT = /^\(\d+\) /;

/** @type {Set<string> | null} */
let known = null;
let oldest = ""; // where more wait than are told of: whoever is older was there before, and has not just come

/** @returns {HTMLElement[]} */
function waiting() {
  return [...document.querySelectorAll("#waiting [data-waits]")].map((each) => /** @type {HTMLElement} */ (each));
}

/** @param {string} part */
function totalOf(part) {
  return Number(/** @type {HTMLElement | null} */ (document.querySelector(`${part} [data-total]`))?.dataset.total ?? 0);
}

function look() {
  const present = waiting();
  const count = totalOf("#waiting");
  const all = count + totalOf("#talks-waiting");
  const title = document.title.replace(COUNT, "");
  document.title = all ? `(${all}) ${title}` : title;
  const hasCome = (/** @type {HTMLElement} */ { dataset: { waits = "" } }) => !known?.has(waits) && waits > oldest;
  const fresh = known ? present.filter(hasCome) : [];
  known = new Set(present.map((each) => String(each.dataset.waits)));
  oldest = count > present.length ? [...known].sort()[0] : "";
  for (const each of fresh) announce(each);
}

/** @param {HTMLElement} each */
function announce(each) {
  const open = /** @type {HTMLElement | null} */ (document.querySelector("#talk[data-talk]"))?.dataset.talk;
  if (open && open === each.dataset.about && document.hasFocus()) return; // it stands before their eyes
  const words = String(each.dataset.title);
  const told = document.getElementById("told");
  if (told) told.textContent = words;
  chime(each.dataset.kind === "call" ? "ring" : "soft");
  if (!document.hasFocus() && "Notification" in window && Notification.permission === "granted") notify(each, words);
}

/**
 * @param {HTMLElement} each
 * @param {string} words
 */
function notify(each, words) {
  try {
    const shown = new Notification(words, { body: each.dataset.body, tag: each.dataset.waits });
    shown.onclick = () => (window.focus(), shown.close());
  } catch {
    // Some phones show notifications from a service worker only; the sound and the count are there all the same.
  }
}

/** While somebody waits who was promised a call, and this member's hands are free, the bell rings again. */
function ringOn() {
  if (!soundIsOn() || document.querySelector("#waiting [data-busy]")) return;
  const rings = waiting().some((each) => {
    const age = serverNow() - Number(each.dataset.since);
    return each.dataset.kind === "call" && age > 2_000 && age < LONGEST_MS;
  });
  if (rings) chime("ring");
}

/** Which of the offer and the refusal is seen, the page says before it is drawn, so that nothing jumps. */
function offerNotifications() {
  const ask = /** @type {HTMLElement | null} */ (document.querySelector("[data-notify]"));
  ask?.addEventListener("click", async () => {
    document.documentElement.dataset.notices = await Notification.requestPermission();
  });
}

/** Watch who waits. */
export function startRinging() {
  startSound();
  offerNotifications();
  look();
  document.addEventListener("htmx:afterSettle", look);
  setInterval(ringOn, AGAIN_MS);
}
