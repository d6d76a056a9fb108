/** What else is offered while nobody is there: a call back, or the owner's other ways; a message can be left all the same. */
import { el } from "../../static/parts/elements.js";
import { sayIn } from "../../static/parts/say.js";

/**
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {() => void} leave whoever would rather leave a message
 * @returns {HTMLElement|undefined} nothing, where the form is all there is
 */
export const waysOf = ({ settings, t, language, has, ask, close }, leave) => {
  const { nobody_offers: offers, links = [] } = settings;
  const call = () => {
    close();
    ask("callback");
  };
  const ways =
    offers == "callback" && has("callback")
      ? [el("button", { class: "submit", type: "button", click: call }, t("call_back"))]
      : offers == "links"
        ? links.map((/** @type {any} */ { name, address }) =>
            el("a", { class: "submit", href: address, target: "_blank", rel: "noopener" }, sayIn(language, name) || new URL(address, document.baseURI).host),
          )
        : [];
  if (ways[0]) return el("div", { class: "ways" }, ...ways, el("button", { class: "second", type: "button", click: leave }, t("leave_message")));
};
