/** Two small bells made by the browser, no file; browsers let a page sound only after a press or a key. */

const KEPT = "frontdesk.sound";
const BELLS = { ring: [659.3, 880, 659.3, 880], soft: [587.3] };

/** @type {AudioContext | null} */
let audio = null;

/** Whether this member wants to be rung in this browser. */
export function soundIsOn() {
  try {
    return localStorage.getItem(KEPT) === "on";
  } catch {
    return false; // a private window forgets the wish
  }
}

/** @param {boolean} on */
function keep(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // A private window forgets it; the switch still works for this page.
  }
}

function wake() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") void audio.resume();
}

/**
 * Sound one of the bells, when this member wants it.
 * @param {keyof typeof BELLS} which
 */
export function chime(which) {
  if (!soundIsOn() || audio?.state !== "running") return;
  const line = audio;
  document.body.dataset.rung = String(Number(document.body.dataset.rung ?? 0) + 1);
  BELLS[which].forEach((pitch, index) => {
    const at = line.currentTime + index * 0.18;
    const bell = line.createOscillator();
    const loud = line.createGain();
    bell.type = "sine";
    bell.frequency.value = pitch;
    loud.gain.setValueAtTime(0, at);
    loud.gain.linearRampToValueAtTime(0.16, at + 0.012);
    loud.gain.exponentialRampToValueAtTime(0.0004, at + 0.5);
    bell.connect(loud).connect(line.destination);
    bell.start(at);
    bell.stop(at + 0.55);
  });
}

/** Join the switch, and wake the bell at the first press or key when it is on. */
export function startSound() {
  const choice = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-sound]"));
  if (choice) choice.checked = soundIsOn();
  choice?.addEventListener("change", () => {
    keep(choice.checked);
    if (!choice.checked) return;
    wake();
    void audio?.resume().then(() => chime("soft"));
  });
  const first = () => soundIsOn() && wake();
  addEventListener("pointerdown", first, { once: true });
  addEventListener("keydown", first, { once: true });
}
