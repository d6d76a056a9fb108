/** What comes after a press: further steps, sending, and what a visitor reads then: kept, waiting, or not taken and why. */
import { el } from "../../static/parts/elements.js";
import { further } from "../../static/parts/further.js";
import { formPage } from "./form.js";
import { given } from "./given.js";
import { goOn } from "./go.js";
import { own } from "./own.js";
import { formOf } from "./sending.js";
import { progress, stepPage } from "./step.js";
import { wordPage } from "./word.js";

/**
 * @param {import("./popup.js").Stage & {dialog: HTMLElement}} parts
 * @param {{texts: {[key: string]: string}, css: string}} more
 */
export const after = ({ dialog, ...parts }, more) => {
  const { room, page, status } = parts;
  const visit = further(room, parts.visit, more);
  const { t } = visit;
  const stage = { ...parts, visit };
  const { settings, close } = visit;
  const { steps = [], offers, layout } = settings;
  const isForm = !offers;

  /** The page that offers is drawn once: what was written and ticked in it stays while one looks back. @type {(Node|string)[]|undefined} */
  let last = steps[0] || !page.querySelector("form, .ticket, .submit") ? undefined : [...page.childNodes];

  const offered = () => {
    const drawn = isForm ? formPage(stage) : wordPage(stage);
    return steps[0] ? [progress(visit, steps.length), ...drawn] : drawn;
  };

  /** @param {number} at the step to be seen; after the last of them comes the offer */
  const go = (at) => {
    const back = el("button", { class: "second back", type: "button", click: () => go(at - 1) }, t("back"));
    const seen = at < steps.length ? stepPage(visit, at, go) : (last ||= offered());
    page.replaceChildren(...seen, ...(at ? [back] : []));
    dialog.focus();
  };

  /** A bar becomes a card with all of it. */
  const unfold = () => {
    if (!dialog.classList.contains("bar")) return;
    last = undefined;
    dialog.classList.replace("bar", "card");
    dialog.part.replace("bar", "card");
    go(0);
  };

  /** The form or the button that something was sent from, whatever is seen now. */
  const offer = () => {
    unfold();
    if (!page.querySelector(isForm ? "form" : ".problem")) go(steps.length);
    return formOf(visit, page);
  };

  /** Say it in place of all else; without words all else is back. @param {string} [title] @param {...(Node|string|false)} more */
  const tell = (title, ...more) => {
    unfold();
    page.hidden = !!title;
    /** @type {HTMLElement} */ (page.querySelector("h2")).id = title ? "" : "t";
    const said = title ? [el("h2", { id: "t" }, title), ...more, layout != "inline" && goOn(t("done"), close)] : [];
    status.replaceChildren(...said.filter(Boolean));
    if (title && (room.activeElement || dialog.localName == "dialog")) dialog.focus();
  };
  /** @param {string} words */
  const p = (words) => words && el("p", {}, words);

  const take = () => formOf(visit, page).leave({});

  return {
    go,
    /** The press in a bar; where it said that it shows a code, it does. */
    unfold: () => {
      unfold();
      if (offers == "code" && settings.code_source && !steps[0]) take();
    },
    /** The form is complete: send it. */
    send: () => formOf(visit, page).send(),
    /** Somebody wants a code, and leaves nothing for it. */
    take,
    waiting: () => tell(t("offline"), p(t(isForm ? "offline_more" : "offline_code"))),
    kept: (/** @type {any} */ answer) => {
      const code = given(stage, answer);
      const said = answer.confirm ? "confirm" : "thanks"; // a letter asks whether it was really them
      if (isForm) tell(t(said), p(t(said + "_more", answer.values)), ...code);
      else if (answer.code) tell(own(stage.visit, "title"), p(own(stage.visit, "text")), ...code);
      else tell(t("no_code"), ...code);
    },
    refused: (/** @type {any} */ refusal) => {
      visit.forget();
      tell();
      visit.open(true); // whoever left something must know that it was not taken
      offer().refuse(refusal);
    },
  };
};
