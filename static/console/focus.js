/** A part that is drawn anew takes the focus with it: it goes back to where whoever uses the keyboard was. */

/** @type {{ opener: string, part: string } | null} */
let lost = null;

/** @param {Event} event */
function remember(event) {
  const focused = document.activeElement;
  const part = /** @type {Element} */ (event.target);
  if (!focused || !part.contains(focused) || focused === part) return;
  const dialog = focused.closest("dialog")?.id;
  const heading = focused.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
  lost = {
    opener: dialog ? `[data-opens="${CSS.escape(dialog)}"]` : "",
    part: heading ? `[aria-labelledby="${CSS.escape(heading)}"]` : "",
  };
}

/** The button that opened the dialog, or else the first thing to use in the part with the same heading. */
function giveBack() {
  const place = lost;
  lost = null;
  if (!place || document.activeElement !== document.body) return;
  const opener = place.opener && document.querySelector(place.opener);
  const inside = place.part && document.querySelector(place.part)?.querySelector("input:not([type=hidden]), select, textarea, button, a");
  const found = opener || inside;
  if (found instanceof HTMLElement) found.focus({ preventScroll: true });
}

/** Watch what is drawn anew. */
export function startFocus() {
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSettle", giveBack);
}
