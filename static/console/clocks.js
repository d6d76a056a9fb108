/** The promise clocks tick by the server's time, so that a wrong clock on this computer tells nobody a wrong second. */

const SOON = 1 / 3;
const LONG_MINUTES = 10;
const body = document.body;
let base = Number(body.dataset.now);
let from = performance.now();

/** The server's time now, in milliseconds. */
export function serverNow() {
  return base + performance.now() - from;
}

/**
 * The server has told its time again; only a step ahead is believed at once, a late frame never sets clocks back.
 * @param {number} now
 */
export function setServerNow(now) {
  if (now < serverNow()) return;
  base = now;
  from = performance.now();
}

/**
 * Seconds as people read a clock, the same as the server draws them.
 * @param {number} seconds
 */
export function figure(seconds) {
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return String(body.dataset.days).replace("#", String(Math.floor(hours / 24)));
  if (hours) return String(body.dataset.hours).replace("#", String(hours));
  const minutes = Math.floor(seconds / 60);
  if (minutes >= LONG_MINUTES) return String(body.dataset.minutes).replace("#", String(minutes));
  return `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

/** @param {HTMLElement} clock */
function draw(clock) {
  const seconds = Number(clock.dataset.seconds);
  const left = seconds - (serverNow() - Number(clock.dataset.since)) / 1000;
  const pace = left < 0 ? "late" : left < seconds * SOON ? "soon" : "";
  const said = left < 0 ? `+${figure(-left)}` : figure(left);
  const words = /** @type {HTMLElement} */ (clock.querySelector("[data-figure]"));
  if (words.textContent !== said) words.textContent = said;
  const share = left < 0 ? 100 : Math.max(0, (100 * left) / seconds);
  clock.querySelector(".left")?.setAttribute("stroke-dasharray", `${share.toFixed(1)} 100`);
  clock.classList.toggle("soon", pace === "soon");
  clock.classList.toggle("late", pace === "late");
  const beside = /** @type {HTMLElement | null} */ (clock.closest("[data-pace]"));
  if (beside && beside.dataset.pace !== pace) beside.dataset.pace = pace;
}

function tick() {
  for (const clock of document.querySelectorAll(".clock[data-since]")) draw(/** @type {HTMLElement} */ (clock));
}

/** Draw every running clock now, and four times a second while the page is seen. */
export function startClocks() {
  tick();
  setInterval(() => document.hidden || tick(), 250);
  document.addEventListener("visibilitychange", tick);
  document.addEventListener("htmx:afterSettle", tick);
}
