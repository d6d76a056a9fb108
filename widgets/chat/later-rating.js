/** What the visitor thinks of a conversation that was closed: one to five stars and, if they like, some words. */
import { el, icon } from "../../static/parts/elements.js";
import { further } from "../../static/parts/further.js";

const STAR = "M12 3.6l2.6 5.3 5.9.9-4.3 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.3-4.1 5.9-.9z";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} given
 * @param {{stars: HTMLElement, talk: () => Promise<import("../../static/runtime/types.js").Conversation|undefined>, texts: {[key: string]: string}, css: string}} more
 */
export const rating = (room, given, { stars: place, talk, ...more }) => {
  const { t } = further(room, given, more);
  /** @param {[value: number, text?: string]} said */
  const rate = (...said) => talk().then((each) => each?.rate(...said));
  let rated = 0;
  let isAsked = false;
  let isSent = false;
  const stars = [1, 2, 3, 4, 5].map((n) =>
    el("button", { class: "star", type: "button", "aria-label": t("stars", { n }), click: () => rate(n) }, icon(STAR)),
  );
  const opinion = el("textarea", { class: "opinion", rows: 2, maxlength: 1000, placeholder: t("opinion"), "aria-label": t("opinion") });
  const say = () => {
    isSent = !!opinion.value.trim();
    if (isSent) rate(rated, opinion.value.trim());
  };
  const send = el("button", { class: "second", type: "button", click: say }, t("send"));
  const words = el("div", { class: "words" }, opinion, send);
  const thanks = el("p", { role: "status" });
  place.append(el("div", { class: "stars", role: "group", "aria-label": t("how_was_it") }, el("p", {}, t("how_was_it")), ...stars), thanks, words);

  return {
    /** It goes when the conversation goes on; whoever has rated it before this page was opened is not asked again. @param {any} [state] */
    draw: ({ state, rated: now = 0, opinion: said = "" } = {}) => {
      rated = now;
      isAsked = state == "closed" && (isAsked || !rated);
      place.hidden = !isAsked;
      stars.forEach((star, at) => {
        star.classList.toggle("lit", at < rated);
        star.ariaPressed = `${at + 1 == rated}`;
      });
      const isSaid = isSent && !!said; // the server has it
      words.hidden = !rated || isSaid;
      const told = rated ? t(isSaid ? "opinion_kept" : "rated") : "";
      if (thanks.textContent != told) thanks.textContent = told;
    },
  };
};
