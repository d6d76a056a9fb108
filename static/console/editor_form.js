/** The form of a widget's settings: languages, lists of things, fields that belong to a choice, words under mistakes. */

/** @type {HTMLFormElement} */
let form;

/** Which language's texts are seen; the others stay in the form. */
function showLanguage() {
  const language = new FormData(form).get("_language");
  for (const each of form.querySelectorAll("[data-language]")) {
    const place = /** @type {HTMLElement} */ (each);
    place.hidden = place.dataset.language !== language;
  }
}

/** What belongs to one choice of its neighbour is seen beside that choice only, and so is a heading over nothing else. */
function showWhen() {
  for (const each of form.querySelectorAll("[data-when]")) {
    const place = /** @type {HTMLElement} */ (each);
    const when = Object.entries(JSON.parse(String(place.dataset.when))).map(([name, values]) => ({ values, now: valueOf(beside(place) + name) }));
    const isShown = when.every(({ values, now }) => values.includes(now));
    const chosen = when.map(({ now }) => now).join();
    if (isShown && place.dataset.chosen !== chosen) place.dataset.fresh = ""; // it may mean something else now
    place.dataset.chosen = chosen;
    place.hidden = !isShown;
  }
  for (const each of form.querySelectorAll(".part")) {
    const part = /** @type {HTMLElement} */ (each);
    const fields = /** @type {HTMLElement[]} */ ([...part.querySelectorAll(":scope > [data-path]")]);
    const tab = /** @type {HTMLElement | null} */ (document.querySelector(`.part-tabs [href="#${CSS.escape(part.id)}"]`));
    part.hidden = fields.length > 0 && fields.every(({ hidden }) => hidden);
    if (tab) tab.hidden = part.hidden;
  }
}

/** A text left empty shows in grey what the widget says then, which may hang on a choice of its neighbour. */
function showExamples() {
  for (const each of form.querySelectorAll("[data-examples]")) {
    const field = /** @type {HTMLInputElement} */ (each);
    const place = /** @type {HTMLElement} */ (field.closest("[data-path]"));
    for (const [name, words] of Object.entries(JSON.parse(String(field.dataset.examples)))) {
      field.placeholder = words[String(valueOf(beside(place) + name))] ?? words[""];
    }
  }
}

/** What the names of a field's neighbours begin with. @param {HTMLElement} place */
function beside(place) {
  return String(place.dataset.path).replace(/[^.]*$/, "");
}

/** Everything that hangs on what is chosen now. */
function showChosen() {
  showLanguage();
  showWhen();
  showExamples();
}

/** @param {string} name */
function valueOf(name) {
  return new FormData(form).getAll(name).pop();
}

/**
 * The things of a list carry their places in their names: put them right after one has moved.
 * @param {Element} list
 */
function renumber(list) {
  const path = String(/** @type {HTMLElement} */ (list).dataset.list);
  [...list.querySelectorAll(":scope > ol > [data-thing]")].forEach((thing, at) => rename(thing, path, String(at)));
}

/**
 * @param {Element | DocumentFragment} thing
 * @param {string} path
 * @param {string} to
 */
function rename(thing, path, to) {
  const dotted = new RegExp(`^(${RegExp.escape?.(path) ?? path.replaceAll(".", "\\.")}\\.)(?:\\d+|__place\\d+__)(?=\\.|$)`);
  const dashed = new RegExp(`(f-${path.replaceAll(".", "-")}-)(?:\\d+|__place\\d+__)(?=-|$|\\s)`, "g");
  for (const each of [thing, ...thing.querySelectorAll("*")]) {
    if (!(each instanceof Element)) continue;
    if (each instanceof HTMLTemplateElement) rename(each.content, path, to);
    for (const { name, value } of [...each.attributes]) {
      if (["name", "data-path", "data-list", "data-contrast", "data-conds"].includes(name)) each.setAttribute(name, value.replace(dotted, `$1${to}`));
      if (["id", "for", "aria-describedby", "aria-labelledby"].includes(name)) each.setAttribute(name, value.replace(dashed, `$1${to}`));
    }
  }
}

/** Where each thing of a list stands in what is sent now. */
export function sent() {
  for (const each of wasOf()) each.dataset.sent = each.name.split(".").at(-2);
}

/** What was sent is what the form is compared with from now on; things that came since are still new. */
export function kept() {
  for (const each of wasOf()) each.value = each.dataset.sent ?? "";
}

/** @returns {NodeListOf<HTMLInputElement>} */
function wasOf() {
  return form.querySelectorAll("input[name$='._was']");
}

/**
 * What the site has by now is offered: a pool may have been made in another tab meanwhile.
 * @param {{ [control: string]: { [id: string]: string } }} named
 */
export function offer(named) {
  for (const each of form.querySelectorAll("select[data-named]")) {
    const select = /** @type {HTMLSelectElement} */ (each);
    const known = new Set([...select.options].map(({ value }) => value));
    for (const [id, words] of Object.entries(named[String(select.dataset.named)] ?? {}))
      if (!known.has(id)) select.add(new Option(words, id));
  }
}

/** @param {Element} button */
function addThing(button) {
  const list = /** @type {HTMLElement} */ (button.closest("[data-list]"));
  const things = /** @type {HTMLElement} */ (list.querySelector(":scope > ol"));
  const blank = /** @type {HTMLTemplateElement} */ (list.querySelector(":scope > template"));
  const made = /** @type {DocumentFragment} */ (blank.content.cloneNode(true));
  rename(made, String(list.dataset.list), String(things.children.length));
  things.append(made);
  showChosen();
  /** @type {HTMLElement} */ (things.lastElementChild).dataset.fresh = "";
  /** @type {HTMLElement | null} */ (things.lastElementChild?.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
}

/** Whether it was a key that was used last: by keys a list is gone through, and what is passed is not meant. */
let isByKeys = false;

/**
 * What was chosen by keys is taken once it is meant: with Enter, or by going on.
 * @param {KeyboardEvent | FocusEvent} event
 */
function take(event) {
  isByKeys = event instanceof KeyboardEvent;
  const { target } = event;
  const isMeant = !(event instanceof KeyboardEvent) || event.key === "Enter";
  if (!isMeant || !(target instanceof HTMLSelectElement) || target.dataset.add === undefined || !target.value) return;
  event.preventDefault();
  addChoice(target);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLSelectElement} select */
function addChoice(select) {
  if (!select.value) return;
  const field = /** @type {HTMLElement} */ (select.closest("[data-choices]"));
  const blank = /** @type {HTMLTemplateElement} */ (field.querySelector("template"));
  const made = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (blank.content.cloneNode(true)).firstElementChild);
  const [option] = select.selectedOptions;
  made.dataset.value = select.value;
  /** @type {HTMLElement} */ (made.querySelector("span")).textContent = option.textContent;
  /** @type {HTMLInputElement} */ (made.querySelector("input")).value = select.value;
  field.querySelector("ol")?.append(made);
  option.hidden = option.disabled = true;
  select.value = "";
}

/** @param {Element} button */
function takeOut(button) {
  const item = /** @type {HTMLElement} */ (button.closest("[data-thing], .chosen"));
  const place = /** @type {HTMLElement} */ (item.closest("fieldset"));
  const option = item.dataset.value && place.querySelector(`option[value="${CSS.escape(item.dataset.value)}"]`);
  if (option instanceof HTMLOptionElement) option.hidden = option.disabled = false;
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  if (place.dataset.list) renumber(place);
  const theirs = [...(next?.querySelectorAll("[data-take-out]") ?? [])]; // there may be lists within
  const target = theirs.find((each) => each.closest("[data-thing], .chosen") === next) ?? place.querySelector("[data-add-thing], [data-add]");
  /** @type {HTMLElement | null} */ (target)?.focus();
}

/** @param {HTMLElement} button */
function move(button) {
  const item = /** @type {HTMLElement} */ (button.closest("[data-thing], .chosen"));
  const list = /** @type {HTMLElement} */ (item.closest("fieldset"));
  if (button.dataset.move === "-1") item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  if (list.dataset.list) renumber(list);
  button.focus();
}

/** @param {Event} event */
function press(event) {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
  if (!button) return;
  const { addThing: adds, takeOut: takes, move: moves } = button.dataset;
  if (adds !== undefined) addThing(button);
  else if (takes !== undefined) takeOut(button);
  else if (moves !== undefined) move(button);
  else return;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {Event} event */
function change(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  const colour = field.closest("[data-colour]");
  const written = /** @type {HTMLInputElement | null} */ (colour?.querySelector("input:not([type=color])") ?? null);
  const picked = /** @type {HTMLInputElement | null} */ (colour?.querySelector("[type=color]") ?? null);
  if (field instanceof HTMLSelectElement && field.dataset.add !== undefined && !isByKeys) addChoice(field);
  if (written && picked && field === picked) written.value = picked.value;
  else if (written && picked && /^#[0-9a-f]{6}$/i.test(written.value)) picked.value = written.value;
  showChosen();
}

/**
 * Where a path of the document is filled in: its own field, or the nearest thing it stands in.
 * @param {string} path
 * @returns {{ place: Element, field: HTMLElement | null } | null}
 */
function placeOf(path) {
  for (let at = path; at; at = at.replace(/\.?[^.]*$/, "")) {
    const named = form.querySelector(`[name="${CSS.escape(at)}"]:not([type=hidden])`);
    if (named instanceof HTMLElement) return { place: named.closest(".spoken, .field") ?? form, field: named };
    const place = form.querySelector(`[data-path="${CSS.escape(at)}"]`);
    if (place) return { place, field: place.querySelector("input:not([type=hidden]), select, textarea") };
  }
  return null;
}

/**
 * Whoever has left something new has had the time to fill it in; the preview, which takes the focus and gives it back,
 * is no other place.
 * @param {FocusEvent} event
 */
function leave({ target }) {
  const fresh = /** @type {Element} */ (target).closest("[data-fresh]");
  if (!fresh) return;
  setTimeout(() => {
    const { activeElement } = document;
    if (fresh.contains(activeElement) || activeElement instanceof HTMLIFrameElement) return;
    fresh.removeAttribute("data-fresh");
    showProblems(problemsNow);
  });
}

/** @type {Record<string, string>} */
let problemsNow = {};

/**
 * Words under each field that needs another value; those that were there before are gone. What has just come into the
 * form is left in peace until somebody has been there, or asks for it to be kept.
 * @param {Record<string, string>} problems
 * @param {boolean} [isAsked]
 * @returns {boolean} whether any is shown
 */
export function showProblems(problems, isAsked = false) {
  problemsNow = problems;
  if (isAsked) for (const each of form.querySelectorAll("[data-fresh]")) each.removeAttribute("data-fresh");
  for (const error of form.querySelectorAll(".error")) error.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-errormessage");
  }
  for (const [path, words] of Object.entries(problems)) {
    const found = placeOf(path);
    if (!found || found.place.closest("[data-fresh]")) continue;
    const error = document.createElement("p");
    error.className = "error";
    error.id = `error-${path.replaceAll(".", "-")}`;
    error.textContent = words;
    found.place.append(error);
    found.field?.setAttribute("aria-invalid", "true");
    found.field?.setAttribute("aria-errormessage", error.id);
  }
  return form.querySelector(".error") !== null;
}

/** Bring the first mistake into view and the focus to it. @param {Record<string, string>} problems */
export function goToProblem(problems) {
  const found = placeOf(Object.keys(problems)[0] ?? "");
  const language = /** @type {HTMLElement | null} */ (found?.place.closest("[data-language]") ?? null)?.dataset.language;
  const tab = language && form.querySelector(`[name=_language][value="${CSS.escape(language)}"]`);
  if (tab instanceof HTMLInputElement) tab.checked = true;
  showLanguage();
  found?.field?.focus();
}

/**
 * How well the chosen colours are read, beside each.
 * @param {Record<string, { words: string, ratio: string, state: string }[]>} contrasts
 */
export function showContrasts(contrasts) {
  for (const place of form.querySelectorAll("[data-contrast]")) {
    const lines = contrasts[String(/** @type {HTMLElement} */ (place).dataset.contrast)] ?? [];
    place.replaceChildren(
      ...lines.map(({ words, ratio, state }) => {
        const line = document.createElement("li");
        const figure = document.createElement("b");
        line.className = state;
        figure.className = "num";
        figure.textContent = ratio;
        line.append(figure, ` ${words}`);
        return line;
      }),
    );
  }
}

/** Countries by their names in the reader's language, where the browser knows them, and in the order of these. */
function nameCountries() {
  const { lang } = document.documentElement;
  const names = new Intl.DisplayNames(lang, { type: "region" });
  for (const field of form.querySelectorAll("[data-choices]")) {
    for (const each of field.querySelectorAll("option[value], li[data-value]")) {
      const code = each.getAttribute("value") || /** @type {HTMLElement} */ (each).dataset.value || "";
      const words = each.querySelector("span") ?? each;
      if (/^[A-Z]{2}$/.test(code)) words.textContent = names.of(code) ?? code;
    }
    const [more, ...rest] = /** @type {HTMLOptionElement[]} */ ([...field.querySelectorAll("select[data-add] option")]);
    if (!rest.length || !rest.every(({ value }) => /^[A-Z]{2}$/.test(value))) continue;
    rest.sort((one, other) => one.text.localeCompare(other.text, lang));
    more.after(...rest);
  }
}

/** Join the form. @param {HTMLFormElement} element */
export function startForm(element) {
  form = element;
  form.addEventListener("click", press);
  form.addEventListener("change", change);
  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusout", leave);
  form.addEventListener("focusout", take);
  form.addEventListener("keydown", take);
  form.addEventListener("pointerdown", () => (isByKeys = false));
  nameCountries();
  showChosen();
  for (const each of form.querySelectorAll("[data-fresh]")) each.removeAttribute("data-fresh");
}
