/** A strip of links that is wider than a phone begins at the page that is open, so that it is seen where one is. */

/** Scroll each strip, and nothing but the strip. */
export function startStrips() {
  for (const here of document.querySelectorAll(".subnav [aria-current]")) {
    const strip = /** @type {HTMLElement} */ (here.parentElement);
    const [inner, outer] = [here.getBoundingClientRect(), strip.getBoundingClientRect()];
    strip.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }
}
