/** One of several steps: something said, how far one is, and the way on. */
import { el } from "../../static/parts/elements.js";
import { sayIn } from "../../static/parts/say.js";
import { goOn } from "./go.js";
import { pageOf } from "./page.js";

/** How far: the offer is the last. @param {import("./popup.js").Visit} visit @param {number} at */
export const progress = ({ t, settings: { steps } }, at) =>
  el("p", { class: "progress" }, t("progress", { n: at + 1, all: steps.length + 1 }));

/** The first of them; the others come at its press. @param {import("./popup.js").Stage} stage */
export const firstStep = ({ visit, rest }) => stepPage(visit, 0, (at) => void rest().then((teller) => teller?.go(at)));

/**
 * @param {import("./popup.js").Visit} visit
 * @param {number} at counted from 0
 * @param {(at: number) => void} go
 */
export const stepPage = (visit, at, go) => {
  const { t, language, settings } = visit;
  const { picture, title, text, button } = settings.steps[at];
  /** @param {import("../../static/runtime/types.js").Words} [words] */
  const say = (words) => sayIn(language, words);
  return [progress(visit, at), ...pageOf(picture, say(title), say(text), goOn(say(button) || t("next"), () => go(at + 1)))];
};
