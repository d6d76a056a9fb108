/** The preview beside the form: the real widget in a page without an origin, at the width of a desk or of a phone. */

const DESKTOP = 1024;
const NARROW = "(max-width: 56rem)"; // the preview stands below the form, on a phone
const SETTLES_MS = 700; // by then a widget that opens has asked for the focus

/** @type {HTMLIFrameElement} */
let frame;
/** @type {HTMLFormElement} */
let bar;
/** @type {{ config?: object, answer?: object }} */
let last = {};
/** @type {ReturnType<typeof setTimeout> | undefined} */
let settling;

/** @type {HTMLElement | null} */
let typing = null;

/** While a widget opens anew it may not keep the focus: whoever types in the form types on. */
function hold() {
  clearTimeout(settling);
  settling = setTimeout(() => (settling = undefined), SETTLES_MS);
}

/** A dialog that opens takes the focus, in a page within ours as well: give it back to where it was. */
function giveBack() {
  if (settling && document.activeElement === frame) typing?.focus({ preventScroll: true });
}

/** Show the last good state as the bar above it asks. */
function draw() {
  const chosen = Object.fromEntries(new FormData(bar));
  const device = /** @type {HTMLElement} */ (frame.parentElement);
  device.classList.toggle("is-phone", chosen.screen === "phone");
  fit();
  if (!last.config) return;
  hold();
  const said = { ...last, theme: chosen.theme, language: chosen.spoken, isOpen: chosen.state === "open" };
  frame.contentWindow?.postMessage(said, "*");
}

/** A desktop's page is drawn at its own width and made smaller, as one sees a screen from further away. */
function fit() {
  const device = /** @type {HTMLElement} */ (frame.parentElement);
  const scale = device.classList.contains("is-phone") ? 1 : Math.min(1, device.clientWidth / DESKTOP);
  const share = `${100 / scale}%`;
  frame.style.transform = scale === 1 ? "" : `scale(${scale})`;
  frame.style.width = share;
  frame.style.height = share;
}

/**
 * A state of the form without mistakes; one with mistakes leaves the preview at the last good one.
 * @param {{ config?: object, answer?: object }} said
 */
export function preview(said) {
  const stale = document.getElementById("preview-stale");
  if (stale) stale.hidden = Boolean(said.config);
  if (!said.config) return;
  last = { config: said.config, answer: said.answer };
  draw();
}

/** The preview speaks the language whose texts are written. @param {string} language */
export function speak(language) {
  const spoken = /** @type {HTMLSelectElement | null} */ (bar.elements.namedItem("spoken"));
  if (!spoken || spoken.value === language) return;
  spoken.value = language;
  draw();
}

/** Join the preview; `ask` fetches what the form says now. @param {() => void} ask */
export function startPreview(ask) {
  frame = /** @type {HTMLIFrameElement} */ (document.getElementById("preview-frame"));
  bar = /** @type {HTMLFormElement} */ (document.getElementById("preview-bar"));
  const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const theme = bar.querySelector(`[name=theme][value="${dark}"]`);
  if (theme instanceof HTMLInputElement) theme.checked = true;
  const phone = bar.querySelector("[name=screen][value=phone]");
  if (phone instanceof HTMLInputElement && matchMedia(NARROW).matches) phone.checked = true;
  bar.addEventListener("change", draw);
  bar.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("focusin", ({ target }) => {
    if (target !== frame) typing = /** @type {HTMLElement} */ (target);
  });
  addEventListener("blur", () => setTimeout(giveBack));
  hold();
  new ResizeObserver(fit).observe(/** @type {HTMLElement} */ (frame.parentElement));
  addEventListener("message", ({ source }) => source === frame.contentWindow && (last.config ? draw() : ask()));
  ask();
}
