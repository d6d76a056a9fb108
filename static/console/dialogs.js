/** Dialogs that the server draws when they are asked for: they open as they arrive, and are gone once closed. */

/** @param {ParentNode} place */
function open(place) {
  for (const dialog of /** @type {NodeListOf<HTMLDialogElement>} */ (place.querySelectorAll("dialog[data-arrives]:not([open])"))) {
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  }
}

/** Open what arrives, and close what is done: the server says so with an answer. */
export function startDialogs() {
  document.addEventListener("htmx:afterSwap", (event) => open(/** @type {Element} */ (event.target)));
  document.addEventListener("frontdesk:close", () => {
    for (const dialog of document.querySelectorAll("dialog[open]")) /** @type {HTMLDialogElement} */ (dialog).close();
  });
}
