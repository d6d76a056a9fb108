/** A file of text is read into the field that it is chosen for: what is sent is always what can be seen there. */

const MOST_BYTES = 1_000_000; // a form takes no more

/** @param {Event} event */
async function fill(event) {
  const chosen = /** @type {HTMLInputElement} */ (event.target);
  const field = /** @type {HTMLTextAreaElement | null} */ (document.getElementById(String(chosen.dataset.fills)));
  const file = chosen.files?.[0];
  if (!field || !file) return;
  field.value = (await file.slice(0, MOST_BYTES).text()).trim();
  chosen.value = ""; // the same file can be chosen again
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

/** Join the fields that a file fills. */
export function startPasting() {
  document.addEventListener("change", (event) => {
    if (/** @type {Element} */ (event.target).matches("input[type=file][data-fills]")) void fill(event);
  });
}
