/** The first page of an empty house, one step at a time; and what a browser knows of where its person is. */

/** Show one panel of the form, and mark the steps before it as done. @param {HTMLElement} form @param {string} name */
function showPanel(form, name, focus = true) {
  const panels = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-panel]")]);
  const at = panels.findIndex((panel) => panel.dataset.panel === name);
  if (at < 0) return;
  panels.forEach((panel, index) => (panel.hidden = index !== at));
  const last = at === panels.length - 1;
  /** @type {HTMLInputElement} */ (form.querySelector("[data-at]")).value = last ? "" : name;
  document.querySelectorAll("[data-step]").forEach((step, index) => {
    step.classList.toggle("done", index < at);
    if (index === at) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
  if (focus) /** @type {HTMLElement} */ (panels[at].querySelector("[tabindex='-1']")).focus();
}

/** @param {HTMLElement} form @param {number} by */
function move(form, by) {
  const names = [...form.querySelectorAll("[data-panel]")].map((panel) => String(/** @type {HTMLElement} */ (panel).dataset.panel));
  const here = names.findIndex((name) => !(/** @type {HTMLElement} */ (form.querySelector(`[data-panel="${name}"]`)).hidden));
  if (names[here + by]) showPanel(form, names[here + by]);
}

/** The panel of the first field that was refused comes to the front before the words are put under it. @param {Event} event */
function toRefused(event) {
  const form = /** @type {HTMLElement} */ (event.currentTarget);
  const wrong = Object.keys(/** @type {CustomEvent} */ (event).detail.errors);
  const field = [...form.querySelectorAll("[name]")].find((each) => wrong.includes(String(each.getAttribute("name"))));
  const panel = /** @type {HTMLElement | null} */ (field?.closest("[data-panel]") ?? null);
  if (panel?.hidden) showPanel(form, String(panel.dataset.panel), false);
}

/** The code stands behind the # of the address, where no server and no log sees it. @param {HTMLElement} form */
function takeCode(form) {
  const field = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=start]"));
  const code = location.hash.slice(1);
  if (field && code) {
    field.value = code;
    /** @type {HTMLElement} */ (field.closest(".field")).hidden = true;
    history.replaceState(null, "", location.pathname);
  }
}

const KEPT = "frontdesk:start"; // what was typed, from one language of this page to the next

/** Keep what was typed, and the step, while the page comes again in another language; no password. @param {HTMLFormElement} form */
function keepTyped(form) {
  const typed = [...form.elements].flatMap((each) => {
    const field = /** @type {HTMLInputElement} */ (each);
    const isSaid = field.type === "radio" ? field.checked : field.value !== field.dataset.guess;
    return field.name && field.type !== "password" && isSaid ? [[field.name, field.value]] : [];
  });
  sessionStorage.setItem(KEPT, JSON.stringify(typed));
}

/** Give back what was kept; the step is the one that stood there. @param {HTMLFormElement} form */
function bringBackTyped(form) {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  for (const [name, value] of JSON.parse(kept ?? "[]")) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field) field.value = value;
  }
  if (!kept) return;
  const step = /** @type {HTMLInputElement} */ (form.querySelector("[data-at]")).value;
  const panels = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-panel]")]);
  showPanel(form, step || String(panels[panels.length - 1].dataset.panel), false);
}

/** Fill in what the browser knows: the time zone, its country, the languages. @param {HTMLElement} form */
function guess(form) {
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement | null} */ (form.querySelector(name));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [zones, country, languages] = [field("[data-zone]"), field("[data-countries]"), field("[data-languages]")];
  if (zones && !zones.value) zones.value = zone ?? "";
  const known = document.querySelector(`#zones option[value="${CSS.escape(zones?.value ?? "")}"]`);
  if (country && !country.value && known instanceof HTMLElement) country.value = String(known.dataset.country);
  if (languages && !languages.value) {
    const spoken = [...form.querySelectorAll("[data-adds=languages] button")].map((each) => /** @type {HTMLButtonElement} */ (each).value);
    const known = [form.dataset.chosen ?? "", ...navigator.languages.map((each) => each.split("-")[0])];
    const mine = known.filter((each) => spoken.includes(each));
    languages.value = [...new Set(mine.length ? mine : ["en"])].join(", ");
  }
  for (const each of [zones, country, languages]) if (each) each.dataset.guess = each.value;
}

/** Countries, and languages, by the names that the page's own language has for them, in its order. */
function nameCountries() {
  nameIn("select[data-countries]", "region");
  nameIn("select[data-spoken]", "language");
}

/** @param {string} selects @param {"region" | "language"} type */
function nameIn(selects, type) {
  const language = document.documentElement.lang;
  const names = new Intl.DisplayNames([language], { type });
  for (const select of document.querySelectorAll(selects)) {
    const options = /** @type {HTMLOptionElement[]} */ ([...select.querySelectorAll("option")]);
    const [all, ...rest] = options;
    for (const option of rest) {
      const words = names.of(option.value) ?? option.textContent ?? "";
      option.textContent = words.charAt(0).toUpperCase() + words.slice(1);
    }
    rest.sort((one, other) => String(one.textContent).localeCompare(String(other.textContent), language));
    const chosen = /** @type {HTMLSelectElement} */ (select).value;
    select.replaceChildren(all, ...rest);
    /** @type {HTMLSelectElement} */ (select).value = chosen;
  }
}

/** A press adds a language to the end of the list, or takes it off. @param {Event} event */
function addLanguage(event) {
  const chip = /** @type {Element} */ (event.target).closest("[data-adds] button");
  if (!(chip instanceof HTMLButtonElement)) return;
  const name = String(/** @type {HTMLElement} */ (chip.closest("[data-adds]")).dataset.adds);
  const field = /** @type {HTMLInputElement} */ (chip.closest("form")?.querySelector(`[name=${name}]`));
  const said = field.value.split(",").map((each) => each.trim()).filter(Boolean);
  field.value = (said.includes(chip.value) ? said.filter((each) => each !== chip.value) : [...said, chip.value]).join(", ");
}

/** @param {HTMLFormElement} form */
function startPanels(form) {
  showPanel(form, "account", false);
  bringBackTyped(form);
  takeCode(form);
  document.querySelector("form[action='/console/language']")?.addEventListener("submit", () => keepTyped(form));
  form.dataset.atWork = "";
  form.addEventListener("frontdesk:refused", toRefused);
  form.addEventListener("frontdesk:step", () => move(form, 1));
  form.addEventListener("frontdesk:origins", (event) => {
    const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("[name=origins]"));
    const { origins } = /** @type {CustomEvent} */ (event).detail;
    if (origins) field.value = origins;
  });
  form.addEventListener("click", (event) => /** @type {Element} */ (event.target).closest("[data-back]") && move(form, -1));
}

/** Join the first page, and the forms that ask for a place. */
export function startPlaces() {
  nameCountries();
  document.addEventListener("htmx:afterSettle", (event) => {
    if (/** @type {Element} */ (event.target).querySelector?.("[data-countries]")) nameCountries();
  });
  document.addEventListener("click", addLanguage);
  const places = /** @type {HTMLElement | null} */ (document.querySelector("[data-places]"));
  if (places) guess(places);
  if (places instanceof HTMLFormElement && places.matches("[data-start]")) startPanels(places);
}
