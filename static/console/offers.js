/**
 * A list that opens while one writes: arrows choose, Enter or Tab puts in, Escape closes, and the field keeps the focus.
 *
 * The field stays a plain text field for a screen reader, which hears the chosen option by `aria-activedescendant`.
 */

/**
 * @typedef {object} Offers
 * @property {RegExp} begins what stands before the caret when the list opens; its last group is what was typed
 * @property {() => HTMLTextAreaElement | null} field
 * @property {() => HTMLElement | null} place where the list is drawn
 * @property {() => boolean} [when] whether it is offered at all here
 * @property {(option: HTMLElement) => string} written what an option puts in
 */

/**
 * @param {Offers} offers
 */
export function offering({ begins, field, place, when, written }) {
  let isOpen = false;
  let left = ""; // what Escape has closed stays closed until other words are typed

  const options = () => /** @type {HTMLElement[]} */ ([...(place()?.querySelectorAll("[role=option]") ?? [])]);
  const shown = () => options().filter((each) => !each.hidden);
  const chosen = () => place()?.querySelector("[aria-selected=true]");

  function asked() {
    const area = field();
    if (!area || area.selectionStart !== area.selectionEnd || (when && !when())) return null;
    return begins.exec(area.value.slice(0, area.selectionStart));
  }

  function close() {
    const area = field();
    isOpen = false;
    place()?.setAttribute("hidden", "");
    for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete", "aria-haspopup"]) area?.removeAttribute(name);
  }

  /** @param {Element | undefined} option */
  function choose(option) {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    if (option) field()?.setAttribute("aria-activedescendant", option.id);
    else field()?.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} typed */
  function filter(typed) {
    const words = typed.toLocaleLowerCase();
    for (const each of options()) {
      const said = `${each.dataset.short ?? ""} ${each.textContent}`.toLocaleLowerCase();
      each.hidden = !said.includes(words);
    }
    const first = shown().find((each) => (each.dataset.short ?? "").toLocaleLowerCase().startsWith(words)) ?? shown()[0];
    place()?.querySelector(".offers-none")?.toggleAttribute("hidden", shown().length > 0);
    choose(first);
  }

  function look() {
    const found = asked();
    if (!found || found[0] === left) {
      if (isOpen) close();
      return;
    }
    left = "";
    const list = place();
    const area = field();
    if (!list || !area) return;
    isOpen = true;
    list.hidden = false;
    if (list.querySelector("[role=listbox]")) {
      area.setAttribute("aria-controls", String(list.querySelector("[role=listbox]")?.id));
      area.setAttribute("aria-autocomplete", "list");
      area.setAttribute("aria-haspopup", "listbox");
    }
    filter(found.at(-1) ?? "");
  }

  /** @param {HTMLElement} option */
  function put(option) {
    const area = field();
    const found = asked();
    if (!area || !found) return;
    const end = area.selectionStart;
    area.setRangeText(written(option), end - (found.at(-1) ?? "").length - 1, end, "end");
    close();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (!isOpen || event.target !== field() || event.isComposing) return;
    const at = shown().indexOf(/** @type {HTMLElement} */ (chosen()));
    const count = shown().length;
    if (event.key === "Escape") {
      left = asked()?.[0] ?? "";
      close();
    } else if (count && event.key === "ArrowDown") choose(shown()[(at + 1) % count]);
    else if (count && event.key === "ArrowUp") choose(shown()[(at - 1 + count) % count]);
    else if (count && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) put(/** @type {HTMLElement} */ (chosen()));
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  document.addEventListener("keydown", press, true);
  document.addEventListener("input", (event) => event.target === field() && look());
  document.addEventListener("click", (event) => {
    const option = /** @type {Element} */ (event.target).closest?.("[role=option]");
    if (option && place()?.contains(option)) put(/** @type {HTMLElement} */ (option));
    else if (isOpen && event.target !== field() && !place()?.contains(/** @type {Node} */ (event.target))) close();
  });
  // Pressed with a mouse, the field must not lose the caret that says where to put it in.
  document.addEventListener("mousedown", (event) => place()?.contains(/** @type {Node} */ (event.target)) && event.preventDefault());
  return { look, close };
}
