/** Refused fields: the words stand under the field, the focus goes to the first one. Dialogs, copies, floats. */

/**
 * @param {Element} form
 * @param {Record<string, string>} errors
 */
function refuse(form, errors) {
  forgive(form);
  const fields = Object.entries(errors).flatMap(([name, words]) => {
    const field = /** @type {HTMLElement | null} */ (form.querySelector(`[name="${CSS.escape(name)}"]`));
    return field ? [{ field, words, name }] : [];
  });
  for (const { field, words, name } of fields) {
    const error = document.createElement("p");
    error.className = "error";
    error.id = `error-${name}-${Math.random().toString(36).slice(2, 8)}`;
    error.textContent = words;
    (field.closest("fieldset, .field") ?? form).append(error);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", error.id);
  }
  fields[0]?.field.focus();
}

/** @param {Element} form */
function forgive(form) {
  for (const error of form.querySelectorAll(".error")) error.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

/** @param {HTMLElement} button */
async function copy(button) {
  const words = button.lastChild;
  const before = words?.textContent ?? "";
  const text = document.getElementById(String(button.dataset.copies))?.textContent ?? "";
  const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  if (words) words.textContent = String(done ? button.dataset.done : button.dataset.cannot);
  setTimeout(() => words && (words.textContent = before), 2_500);
}

/** @param {Event} event */
function press(event) {
  const pressed = /** @type {Element} */ (event.target);
  const opens = /** @type {HTMLElement | null} */ (pressed.closest("[data-opens]"));
  if (opens) /** @type {HTMLDialogElement} */ (document.getElementById(String(opens.dataset.opens))).showModal();
  if (pressed.closest("[data-closes]")) pressed.closest("dialog")?.close();
  const copies = /** @type {HTMLElement | null} */ (pressed.closest("[data-copies]"));
  if (copies) void copy(copies);
  for (const open of document.querySelectorAll("details[data-float][open]")) {
    if (!open.contains(pressed)) open.removeAttribute("open");
  }
}

/** Join forms, dialogs, copying and what floats. */
export function startForms() {
  document.addEventListener("click", press);
  document.addEventListener("frontdesk:refused", (event) => {
    const form = /** @type {Element} */ (event.target).closest("form");
    if (form instanceof HTMLElement) {
      refuse(form, /** @type {CustomEvent} */ (event).detail.errors);
      document.getElementById(String(form.dataset.clears))?.replaceChildren(); // what was found before answers something else
    }
  });
  document.addEventListener("frontdesk:file", (event) => location.assign(/** @type {CustomEvent} */ (event).detail.address));
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = /** @type {CustomEvent} */ (event).detail;
    if (successful && elt.matches("form[data-empties]")) elt.reset();
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr } = /** @type {CustomEvent} */ (event).detail;
    if (xhr.status < 400 && elt.matches("form[data-folds]")) elt.closest("details")?.removeAttribute("open"); // it is done
  });
  document.addEventListener("input", (event) => {
    const field = /** @type {Element} */ (event.target);
    if (field.matches("[aria-invalid]")) forgive(/** @type {Element} */ (field.closest("form")));
  });
}
