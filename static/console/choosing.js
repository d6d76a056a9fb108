/** Choosing people in the list: checkboxes, the letter x, and the bar that says how many and what can be done. */

/** @type {Set<string>} */
const chosen = new Set();
let isEvery = false;
let at = ""; // whose row had the focus before the list was drawn anew

/** @returns {HTMLFormElement | null} */
function bar() {
  return /** @type {HTMLFormElement | null} */ (document.querySelector("[data-bulk]"));
}

/** @returns {HTMLInputElement[]} */
function boxes() {
  return [...document.querySelectorAll("[data-pick]")].map((each) => /** @type {HTMLInputElement} */ (each));
}

/** @param {HTMLFormElement} form @param {string} name */
function hidden(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** What the filter's form holds, as the end of an address. */
function filter() {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("find"));
  const pairs = [...new FormData(form)].map(([name, value]) => [name, String(value)]).filter(([, value]) => value);
  return new URLSearchParams(pairs).toString();
}

function draw() {
  const form = bar();
  if (!form) return;
  for (const box of boxes()) {
    box.checked = isEvery || chosen.has(box.value);
    box.closest("tr")?.toggleAttribute("data-chosen", box.checked);
  }
  const all = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-pick-all]"));
  if (all) all.checked = boxes().length > 0 && boxes().every((box) => box.checked);
  const count = /** @type {HTMLElement} */ (form.querySelector("[data-bulk-count]"));
  count.textContent = isEvery ? String(form.dataset.every) : String(form.dataset.chosen).replace("#", String(chosen.size));
  hidden(form, "ids").value = [...chosen].join(",");
  hidden(form, "filter").value = isEvery ? filter() : "";
  hidden(form, "scope").value = isEvery ? "filter" : "ids";
  form.hidden = !isEvery && chosen.size === 0;
}

function clear() {
  chosen.clear();
  isEvery = false;
  draw();
}

/** @param {HTMLInputElement} box */
function pick(box) {
  isEvery = false;
  if (box.checked) chosen.add(box.value);
  else chosen.delete(box.value);
  draw();
}

/** @param {Event} event */
function changed(event) {
  const box = /** @type {HTMLInputElement} */ (event.target);
  if (box.matches("[data-pick]")) pick(box);
  if (!box.matches("[data-pick-all]")) return;
  isEvery = false;
  for (const each of boxes()) box.checked ? chosen.add(each.value) : chosen.delete(each.value);
  draw();
}

/** The checkbox of the row that has the focus. */
function boxAt() {
  const box = document.activeElement?.closest("[data-item]")?.querySelector("[data-pick]");
  return box instanceof HTMLInputElement ? box : null;
}

/** @param {string} person */
function rowOf(person) {
  const row = boxes().find((box) => box.value === person)?.closest("[data-item]");
  return row instanceof HTMLElement ? row : null;
}

/** The letter x chooses the one we are at, or lets go of it. */
export function pickFocused() {
  const box = boxAt();
  if (!box) return;
  box.checked = !box.checked;
  pick(box);
}

/** Join the list and its bar, on the page that has them. */
export function startChoosing() {
  if (!bar()) return;
  document.addEventListener("change", changed);
  document.addEventListener("click", (event) => {
    const pressed = /** @type {Element} */ (event.target);
    if (pressed.closest("[data-bulk-clear]")) clear();
    if (!pressed.closest("[data-bulk-every]")) return;
    isEvery = true;
    draw();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("#people")) at = boxAt()?.value ?? "";
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!target.closest("#people")) return;
    draw();
    // The list was drawn anew under the hands of whoever goes through it by keys: they are where they were.
    if (at && document.activeElement === document.body) rowOf(at)?.focus({ preventScroll: true });
  });
  document.addEventListener("frontdesk:people", clear);
  document.getElementById("find")?.addEventListener("input", () => isEvery && clear());
}
