/** What else is offered while nobody is there: a call back, or the owner's other ways; a message can be left all the same. */
import { el } from "../../static/parts/elements.js";
import { further } from "../../static/parts/further.js";
import { sayIn } from "../../static/parts/say.js";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} given
 * @param {{leave: () => void, texts: {[key: string]: string}, css: string}} more `leave`: whoever would rather leave a message
 * @returns {{node?: HTMLElement}} nothing in it, where the form is all there is
 */
export const ways = (room, given, { leave, ...more }) => {
  const { settings, t, language, has, ask, close } = further(room, given, more);
  const { nobody_offers: offers, links = [] } = settings;
  const call = () => {
    close();
    ask("callback");
  };
  const found =
    offers == "callback" && has("callback")
      ? [el("button", { class: "submit", type: "button", click: call }, t("call_back"))]
      : offers == "links"
        ? links.map((/** @type {any} */ { name, address }) =>
            el("a", { class: "submit", href: address, target: "_blank", rel: "noopener" }, sayIn(language, name) || new URL(address, document.baseURI).host),
          )
        : [];
  return { node: found[0] && el("div", { class: "ways" }, ...found, el("button", { class: "second", type: "button", click: leave }, t("leave_message"))) };
};
