/** The preview beside the form: the real widget in a page without an origin, at the width of a desk or of a phone. */

const DESKTOP = 1024;
const NARROW = "(max-width: 56rem)"; // the preview stands below the form, on a phone
const OPENS_MS = 5_000; // by then a widget that is to open has, however slow its page
const EVERY = "every"; // all rows of a list
const SETTLES_MS = 700; // after it; by then it has asked for the focus

/** @type {HTMLIFrameElement} */
let frame;
/** @type {HTMLFormElement} */
let bar;
/** @typedef {{ list?: string, field?: string, rows?: string[] }} Chosen the list of which rules choose, and how its rows are called where they choose one */
/** @type {{ config?: any, answer?: object, chosen?: Chosen }} */
let last = {};
/** @type {ReturnType<typeof setTimeout> | false} */
let settling = false;

/** @type {HTMLElement | null} */
let typing = null;

/** Where the page was before the frame took the focus, and whether it has by itself. */
let height = 0;
let isTaken = false;

/** While a widget opens anew it may not keep the focus: whoever types in the form types on. */
function hold(ms = OPENS_MS) {
  clearTimeout(settling || undefined);
  settling = setTimeout(() => (settling = isTaken = false), ms);
}

/** What takes the focus is scrolled to as well; on a phone that is far below the form. */
function stay() {
  if (isTaken) scrollTo({ top: height, behavior: "instant" });
  else if (document.activeElement === frame) giveBack();
  else height = scrollY;
}

/** A dialog that opens takes the focus, in a page within ours as well: give it back to where it was. */
function giveBack() {
  if (!settling || document.activeElement !== frame) return;
  isTaken = true;
  typing?.focus({ preventScroll: true });
  stay();
}

/** Show the last good state as the bar above it asks. */
function draw() {
  const chosen = Object.fromEntries(new FormData(bar));
  const device = /** @type {HTMLElement} */ (frame.parentElement);
  device.classList.toggle("is-phone", chosen.screen === "phone");
  fit();
  if (!last.config) return;
  hold(chosen.state === "open" ? OPENS_MS : SETTLES_MS);
  const config = withRows(String(chosen.row ?? ""));
  const said = { config, answer: last.answer, theme: chosen.theme, language: chosen.spoken, isOpen: chosen.state === "open" };
  frame.contentWindow?.postMessage(said, "*");
}

/**
 * The widget with one row of its list, or with all of them, whatever their rules say.
 * @param {string} row its place in the list; empty: as the rules say
 */
function withRows(row) {
  const { list = "", field = "" } = last.chosen ?? {};
  const [widget, ...others] = last.config.widgets;
  const rows = widget.settings[list];
  if (!row || !rows) return last.config;
  const free = rows.map((/** @type {any} */ { [field]: _, ...rest }) => rest);
  const settings = { ...widget.settings, [list]: row === EVERY ? free : [free[Number(row)]] };
  return { ...last.config, widgets: [{ ...widget, where: {}, settings }, ...others] };
}

/** What rules choose can be looked at one by one; what was looked at stays, as long as it is there. */
function offerRows() {
  const { list, rows = [] } = last.chosen ?? {};
  const select = /** @type {HTMLSelectElement} */ (bar.elements.namedItem("row"));
  const wanted = select.dataset.wanted ?? select.value;
  const names = rows.length ? rows.map((name, at) => new Option(name, String(at))) : [new Option(select.dataset.every, EVERY)];
  select.replaceChildren(select.options[0], ...(list ? names : []));
  select.value = wanted;
  if (select.selectedIndex < 0) select.value = "";
  select.hidden = !list;
  for (const label of select.labels) label.hidden = !list;
  delete select.dataset.wanted;
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
 * @param {{ config?: any, answer?: object, chosen?: Chosen }} said
 */
export function preview(said) {
  const stale = document.getElementById("preview-stale");
  if (stale) stale.hidden = Boolean(said.config);
  if (!said.config) return;
  last = said;
  offerRows();
  draw();
}

/** The preview speaks the language whose texts are written. @param {string} language */
export function speak(language) {
  const spoken = /** @type {HTMLSelectElement | null} */ (bar.elements.namedItem("spoken"));
  if (!spoken || spoken.value === language) return;
  spoken.value = language;
  draw();
}

/**
 * The code of a place in the page, with the height that the widget in it takes at its narrowest.
 * @param {number} height px; 0: it stands in no place of the page's own
 */
function showPlace(height) {
  const place = /** @type {HTMLElement} */ (document.getElementById("place"));
  const code = /** @type {HTMLElement} */ (document.getElementById("place-code"));
  place.hidden = !height;
  code.textContent = `<div data-frontdesk="${place.dataset.id}" style="min-height:${height}px"></div>`;
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
  addEventListener("scroll", stay, { passive: true });
  hold();
  new ResizeObserver(fit).observe(/** @type {HTMLElement} */ (frame.parentElement));
  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    if (Number.isInteger(data)) {
      showPlace(data); // it has opened
      if (settling) hold(SETTLES_MS);
    } else if (last.config) draw();
    else ask();
  });
  ask();
}
