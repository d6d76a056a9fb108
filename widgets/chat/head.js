/** Who answers: whoever of the team has taken it, else the site in the owner's words. */
import { el } from "../../static/parts/elements.js";

/** @param {import("../../static/runtime/types.js").Visit<any>} visit */
export const headOf = ({ t, facts }) => {
  const head = el("div", { class: "head" });
  let said = "";
  return {
    head,
    /** @param {{name: string, picture?: string}} [by] */
    draw: (by) => {
      const { name, picture } = by || { name: t("title"), picture: "" };
      const isHere = facts().online == "yes";
      if (said == (said = [name, picture, isHere].join())) return;
      const face = picture && el("img", { src: picture, alt: "", error: (/** @type {any} */ { target }) => target.remove() });
      head.replaceChildren(
        el("span", { class: isHere ? "face here" : "face", "aria-hidden": "true" }, face, [...name][0]),
        el("div", {}, el("h2", { id: "t" }, name), el("small", {}, t(isHere ? "here" : "away"))),
      );
    },
  };
};
