/** An invitation's link: its secret stands behind the #, where no server sees it; here it is sent in a form instead. */

/** Send what stands behind the #, and take it out of the address and of the browser's history. */
export function startJoining() {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("link-form"));
  const secret = location.hash.slice(1);
  if (!form || !secret) return;
  history.replaceState(null, "", location.pathname);
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("link"));
  field.value = secret;
  form.requestSubmit();
}
