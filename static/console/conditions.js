/**
 * The conditions editor: rows in groups within groups, each with the operators and the values that its field takes.
 *
 * The page is the truth while somebody edits: every row's place and depth are written into its names after each change,
 * and the server makes the conditions of them.
 */

/** The editor that is at hand: a form may have several. @type {HTMLElement} */
let editor;
/** What new rows are made of. @type {HTMLElement} */
let parts;

/** @param {string} what @returns {DocumentFragment} */
function made(what) {
  const blank = /** @type {HTMLTemplateElement} */ (parts.querySelector(`:scope > template[${what}]`));
  return /** @type {DocumentFragment} */ (blank.content.cloneNode(true));
}

/** @param {string} what @returns {HTMLElement} */
function newRow(what) {
  return /** @type {HTMLElement} */ (made(`data-new="${what}"`).firstElementChild);
}

/** @param {Element} row @param {string} name @returns {HTMLInputElement & HTMLSelectElement} */
function part(row, name) {
  return /** @type {any} */ (row.querySelector(`[data-part="${name}"]`));
}

/** The rows that stand in a group. @param {Element} group */
function membersOf(group) {
  return /** @type {HTMLElement} */ (group.querySelector(":scope > .cond-members"));
}

/** @param {Element} row @returns {HTMLElement | null} */
function groupOf(row) {
  return /** @type {HTMLElement | null} */ (row.parentElement?.closest("[data-group]") ?? null);
}

function root() {
  return /** @type {HTMLElement} */ (editor.querySelector(".cond-root > [data-group]"));
}

/** Write each row's place and depth into its names, and what stands between the rows of a group. */
function number() {
  [...editor.querySelectorAll("[data-row]")].forEach((row, at) => {
    const path = `${editor.dataset.conds}.${at}`;
    row.setAttribute("data-path", path);
    let depth = 0;
    for (let above = groupOf(row); above; above = groupOf(above)) depth += 1;
    part(row, "depth").value = String(depth);
    for (const each of partsOf(row)) each.setAttribute("name", `${path}.${each.getAttribute("data-part")}`);
  });
  for (const group of editor.querySelectorAll("[data-group]")) {
    const join = String(part(group, "group").selectedOptions[0].dataset.join);
    for (const row of membersOf(group).children) row.setAttribute("data-join", join);
  }
}

/** The fields of one row, those of the rows within it left out. @param {Element} row @returns {Element[]} */
function partsOf(row) {
  const chips = [...row.querySelectorAll("template")].flatMap(({ content }) => [...content.querySelectorAll("[data-part]")]);
  const own = [...row.querySelectorAll("[data-part]")].filter((each) => each.closest("[data-row]") === row);
  return row.matches("[data-group]") ? own : [...own, ...chips];
}

/** Another field has other operators, and the one that was chosen stays where it can. @param {Element} row */
function changeField(row) {
  const name = part(row, "field").value;
  const fresh = made(`data-of="${name}"`);
  const before = part(row, "op").value;
  const operators = part(/** @type {any} */ (fresh), "op");
  if ([...operators.options].some(({ value }) => value === before)) operators.value = before;
  part(row, "op").replaceWith(operators);
  row.querySelector("[data-hint-place]")?.replaceWith(/** @type {Element} */ (fresh.querySelector("[data-hint-place]")));
  part(row, "name").hidden = name !== "set";
  changeControl(row, true);
}

/** A value is asked for as the field and the operator take it; words and figures stay what they are. @param {Element} row @param {boolean} [isOther] */
function changeControl(row, isOther = false) {
  const operators = part(row, "op");
  const place = /** @type {HTMLElement} */ (row.querySelector("[data-value-place]"));
  const wanted = String(operators.selectedOptions[0].dataset.control);
  if (wanted === place.dataset.control) return range(row);
  const before = isOther && kindOf(wanted) !== kindOf(place.dataset.control) ? [] : valuesIn(place);
  place.replaceChildren(made(`data-control="${wanted}"`));
  place.dataset.control = wanted;
  fill(place, before);
  range(row);
}

/** @param {string} [control] */
function kindOf(control = "") {
  return control.split("-")[0];
}

/** @param {Element} row */
function range(row) {
  const field = part(row, "value");
  const { range: words } = part(row, "op").dataset;
  if (words && field instanceof HTMLInputElement && field.classList.contains("num")) field.placeholder ||= words;
}

/** @param {Element} place @returns {string[]} */
function valuesIn(place) {
  const fields = /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll("[data-part=value]")]);
  const chosen = fields.filter(({ type, checked }) => type !== "checkbox" || checked).map(({ value }) => value);
  return chosen.flatMap((value) => value.split(/\n|, /)).filter(Boolean);
}

/** @param {HTMLElement} place @param {string[]} values */
function fill(place, values) {
  const [first, ...rest] = /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll("[data-part=value]")]);
  const chips = place.querySelector("[data-choices] ol");
  const add = /** @type {HTMLSelectElement | null} */ (place.querySelector("[data-add]"));
  if (chips && add) {
    for (const value of values) {
      add.value = value;
      if (add.value) add.dispatchEvent(new Event("change", { bubbles: true }));
    }
  } else if (first?.type === "checkbox") for (const each of [first, ...rest]) each.checked = values.includes(each.value);
  else if (!first || !values.length) return;
  else if (first.tagName === "TEXTAREA") first.value = values.join("\n");
  else if (first.tagName === "SELECT") first.value = [...first.querySelectorAll("option")].some(({ value }) => value === values[0]) ? values[0] : first.value;
  else first.value = first.placeholder && place.dataset.control?.endsWith("-in") ? values.join(", ") : values[0];
}

/** @param {Element} group @param {HTMLElement} row */
function add(group, row) {
  membersOf(group).append(row);
  if (!row.matches("[data-group]")) changeControl(row);
  row.dataset.fresh = "";
}

/** One step up or down: past a neighbour, into a group that is one, or out of its own group. @param {HTMLElement} row @param {boolean} isUp */
function move(row, isUp) {
  const [beside, group] = [isUp ? row.previousElementSibling : row.nextElementSibling, groupOf(row)];
  if (beside?.matches("[data-group]")) isUp ? membersOf(beside).append(row) : membersOf(beside).prepend(row);
  else if (beside) isUp ? beside.before(row) : beside.after(row);
  else if (group && group !== root()) {
    isUp ? group.before(row) : group.after(row);
    leave(group);
  }
}

/** A group that nothing is left in goes as well. @param {HTMLElement | null} group */
function leave(group) {
  if (!group || group === root() || membersOf(group).children.length) return;
  const above = groupOf(group);
  group.remove();
  leave(above);
}

/** A group within another one is of the other kind: the same within the same says nothing new. @param {HTMLElement | null} outer */
function newGroup(outer) {
  const group = newRow("group");
  part(group, "group").value = outer && part(outer, "group").value === "all" ? "any" : "all";
  return group;
}

/** @param {HTMLElement} row */
function wrap(row) {
  const group = newGroup(groupOf(row));
  row.replaceWith(group);
  membersOf(group).append(row);
}

/** @param {HTMLElement} row */
function takeOut(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const group = groupOf(row);
  row.remove();
  const target = next?.querySelector(":scope > .cond-acts [data-cond=out], :scope > .cond-head [data-cond=out]");
  leave(group);
  const place = group?.isConnected ? group : root();
  /** @type {HTMLElement | null} */ (target ?? place.querySelector(":scope > .cond-adds button"))?.focus();
}

/** @param {Event} event */
function press(event) {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button[data-cond]"));
  if (!button) return;
  begin(button);
  const row = /** @type {HTMLElement} */ (button.closest("[data-row]"));
  const act = String(button.dataset.cond);
  if (act === "up" || act === "down") move(row, act === "up");
  else if (act === "wrap") wrap(row);
  else if (act === "out") takeOut(row);
  else {
    const group = act === "add-group" ? newGroup(row) : row;
    if (group !== row) membersOf(row).append(group);
    add(group, newRow("condition"));
    /** @type {HTMLElement} */ (membersOf(group).lastElementChild?.querySelector("select")).focus();
  }
  number();
  if (button.isConnected && act !== "add" && act !== "add-group") button.focus();
  editor.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {Event} event */
function change({ target }) {
  const field = /** @type {HTMLInputElement} */ (target);
  if (!begin(field)) return;
  if (field.name === `${String(editor.dataset.conds).replace(/\.tree$/, "")}.mode`) choose(field.value);
  const row = field.closest("[data-row]");
  if (!row) return;
  if (field.dataset.part === "field") changeField(row);
  if (field.dataset.part === "op") changeControl(row);
  number();
}

/** Whoever comes from the short form finds the same pages here, and whoever comes with nothing finds a first row. @param {string} mode */
function choose(mode) {
  const from = String(editor.dataset.from);
  editor.dataset.from = mode;
  if (mode !== "conditions" || membersOf(root()).children.length) return;
  const things = whereOf(editor).querySelectorAll("[data-pages] [data-thing]");
  const pages = ["only", "not_on"].includes(from) ? [...things] : [];
  part(root(), "group").value = pages.length ? (from === "only" ? "any" : "not") : "all";
  for (const page of pages) {
    const said = /** @type {HTMLInputElement[]} */ ([...page.querySelectorAll("select, input:not([type=hidden])")]).map(({ value }) => value);
    const row = newRow("condition");
    add(root(), row);
    part(row, "field").value = said[0];
    changeField(row);
    part(row, "op").value = said[1];
    changeControl(row);
    part(row, "value").value = said[2];
    row.removeAttribute("data-fresh");
  }
  if (!pages.length) add(root(), newRow("condition"));
  number();
}

/** @param {Element} place @returns {HTMLElement} */
function whereOf(place) {
  return /** @type {HTMLElement} */ (place.closest("[data-where]"));
}

/** Take the editor that somebody is in at hand, made ready where it has just come. @param {Element} place @returns {boolean} */
function begin(place) {
  const found = /** @type {HTMLElement | null | undefined} */ (whereOf(place)?.querySelector("[data-conds]"));
  if (!found) return false;
  editor = found;
  if (editor.dataset.from) return true;
  const chosen = /** @type {HTMLInputElement | null} */ (whereOf(editor).querySelector("[type=radio][checked]"));
  editor.dataset.from = chosen?.value ?? "everywhere";
  name(editor);
  for (const row of editor.querySelectorAll("[data-row]:not([data-group])")) {
    /** @type {HTMLElement} */ (row.querySelector("[data-value-place]")).dataset.control = part(row, "op").selectedOptions[0].dataset.control;
    range(row);
  }
  number();
  return true;
}

/** Countries and languages by their names in the reader's language, and in the order of these. @param {ParentNode} place */
function name(place) {
  const { lang } = document.documentElement;
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-names]"))) {
    const names = new Intl.DisplayNames(lang, { type: /** @type {"region" | "language"} */ (each.dataset.names) });
    const options = /** @type {HTMLOptionElement[]} */ ([...each.querySelectorAll("option")]).filter(({ value }) => value);
    for (const option of options) option.textContent = named(names, option.value);
    for (const chip of each.querySelectorAll("li[data-value]")) {
      const code = String(chip.getAttribute("data-value"));
      if (code) /** @type {Element} */ (chip.firstElementChild).textContent = named(names, code);
    }
    options.sort((one, other) => String(one.textContent).localeCompare(String(other.textContent), lang));
    options[0]?.parentElement?.append(...options);
  }
}

/** @param {Intl.DisplayNames} names @param {string} code */
function named(names, code) {
  try {
    const words = names.of(code) ?? code;
    return words.charAt(0).toUpperCase() + words.slice(1);
  } catch {
    return code;
  }
}

/** Join every conditions editor of a form, those that will come into it as well. @param {HTMLFormElement} form */
export function startConditions(form) {
  parts = /** @type {HTMLElement} */ (document.getElementById("condition-parts"));
  for (const each of parts.querySelectorAll("template")) name(each.content);
  for (const each of form.querySelectorAll("[data-conds]")) begin(each);
  form.addEventListener("click", press);
  form.addEventListener("change", change);
}
