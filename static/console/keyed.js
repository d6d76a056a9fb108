/**
 * The htmx swap `keyed`: draws anew only what changed, so that a half-written note, the focus and an open field stay.
 *
 * Every child of a `data-keyed` element has an id. A child whose `data-is` is the same as before is left alone; one that
 * is `data-keyed` itself is looked into; any other is replaced, with its menus left open as they were. The order is
 * always the server's.
 */

/** @typedef {{ element: HTMLElement, added: Element[] }} Place */

/**
 * Make the children of `present` equal to those of `wanted`.
 * @param {Element} present
 * @param {ParentNode} wanted
 * @param {Element[]} added what was drawn anew
 */
export function reconcile(present, wanted, added) {
  const before = new Map([...present.children].filter((child) => child.id).map((child) => [child.id, child]));
  const focused = document.activeElement;
  const lost = focused && present.contains(focused) ? position(present, focused) : null;
  const after = [...wanted.children].map((child) => settle(before.get(child.id), child, added));
  for (const node of [...present.childNodes]) if (!after.includes(/** @type {Element} */ (node))) node.remove();
  after.forEach((child, index) => {
    if (present.children[index] !== child) present.insertBefore(child, present.children[index] ?? null);
  });
  if (lost && !document.contains(focused)) focusAt(present, lost);
}

/**
 * The element that stands for `wanted` from now on: the present one where it says the same.
 * @param {Element | undefined} present
 * @param {Element} wanted
 * @param {Element[]} added
 */
function settle(present, wanted, added) {
  const same = present && present.tagName === wanted.tagName;
  if (same && wanted.hasAttribute("data-keyed")) {
    reconcile(present, wanted, added);
    return present;
  }
  if (same && present.getAttribute("data-is") === wanted.getAttribute("data-is")) return present;
  const made = document.importNode(wanted, true);
  if (same) keepOpen(present, made);
  added.push(made);
  return made;
}

/**
 * A menu that somebody has open stays open, so that nothing closes under the hand that is about to choose.
 * @param {Element} present
 * @param {Element} made
 */
function keepOpen(present, made) {
  const menus = made.querySelectorAll("details");
  [...present.querySelectorAll("details")].forEach((menu, index) => menus[index]?.toggleAttribute("open", menu.open));
}

/**
 * Where the focus was: the item's id, and its place in the list.
 * @param {Element} list
 * @param {Element} focused
 */
function position(list, focused) {
  const child = [...list.children].findIndex((each) => each.contains(focused));
  return { id: list.children[child]?.id, index: child };
}

/**
 * What had the focus is gone: give it to what stands in its place.
 * @param {Element} list
 * @param {{ id: string | undefined, index: number }} lost
 */
function focusAt(list, lost) {
  const place = (lost.id && document.getElementById(lost.id)) || list.children[Math.min(lost.index, list.children.length - 1)];
  const item = place?.matches("[data-item]") ? place : place?.querySelector("[data-item]");
  const target = /** @type {HTMLElement | null} */ (item ?? document.getElementById("main"));
  target?.focus({ preventScroll: true });
}

window.htmx.defineExtension("keyed", {
  isInlineSwap: (style) => style === "keyed",
  handleSwap(style, target, fragment) {
    if (style !== "keyed") return false;
    /** @type {Element[]} */
    const added = [];
    reconcile(target, fragment, added);
    return added;
  },
});
