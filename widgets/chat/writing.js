/** Where a visitor writes: a line that grows with what stands in it, and a button. */
import { el, icon } from "../../static/parts/elements.js";

const SEND = "M20.5 3.5L3.5 10l6.8 3.7L14 20.5zM10.3 13.7l4-4";

/**
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {{say: (text: string) => void, write: () => void}} act
 */
export const writing = ({ t, draft }, { say, write }) => {
  const area = el("textarea", { class: "field", name: "message", id: "message", rows: 1, maxlength: 4000 });
  const button = el("button", { class: "submit send", "aria-label": t("send") }, icon(SEND));
  area.value = draft.message || "";

  const grow = () => {
    area.style.height = "0";
    area.style.height = `${area.scrollHeight + 2}px`;
  };

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const text = area.value.trim();
    area.focus();
    if (!text) return;
    area.value = draft.message = "";
    grow();
    say(text);
  };

  area.addEventListener("input", () => {
    draft.message = area.value;
    grow();
    write();
  });

  const keydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key == "Enter" && event.target == area && !event.shiftKey && !event.isComposing) submit(event);
  };
  const form = el("form", { class: "write", submit, keydown }, button);

  return {
    area,
    grow,
    form,
    /** Take the line in here, with whatever was begun in it. */
    stand: () => {
      area.maxLength = 4000;
      area.ariaLabel = area.placeholder = t("write");
      button.before(area);
    },
  };
};
