/** A code to copy. */
import { el } from "../../static/parts/elements.js";

/**
 * The code goes to the clipboard; where that is not allowed it is selected, ready to be copied by hand.
 * @param {import("./popup.js").Stage} stage `status` says it to whoever listens
 * @param {string} code
 */
export const ticketOf = ({ room, visit, status }, code) => {
  const { t } = visit;
  const shown = el("span", { class: "code" }, code);
  const take = () => {
    const select = () => room.ownerDocument.getSelection()?.selectAllChildren(shown);
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(code).then(() => {
      copy.textContent = t("copied");
      if (!status.contains(copy)) status.textContent = t("copied");
      visit.tell("copied");
    }, select);
  };
  const copy = el("button", { class: "second copy", type: "button", click: take }, t("copy"));
  return el("div", { class: "ticket" }, shown, copy);
};
