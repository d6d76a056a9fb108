/** Whoever has not touched any page for ten minutes counts as away, until they touch one again. */
import { onLine, say } from "./line.js";

const IDLE_MS = 10 * 60_000;
const LOOK_MS = 5_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"];

let touchedAt = Date.now();
let isIdle = false;

function touch() {
  touchedAt = Date.now();
  if (isIdle) tell(false);
}

function look() {
  if (!isIdle && Date.now() - touchedAt >= IDLE_MS) tell(true);
}

/** @param {boolean} idle */
function tell(idle) {
  isIdle = idle;
  say({ type: "idle", idle });
}

/** Watch whether anybody sits here. */
export function startIdle() {
  for (const type of TOUCHES) addEventListener(type, touch, { capture: true, passive: true });
  setInterval(look, LOOK_MS);
  onLine(() => isIdle && tell(true)); // a new line knows nothing of it
}
