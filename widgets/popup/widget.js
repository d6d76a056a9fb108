/** The pop-up in the page: a modal dialog with a form, a code or words; what comes after sending is in later.js. */
import { el, icon } from "../../static/parts/elements.js";
import { signUp } from "./form.js";

/** Where no address is taken, the widget's own words are others. @type {{[offers: string]: {[key: string]: string}}} */
const INSTEAD = {
  code: { title: "title_code", text: "text_code", button: "go" },
  text: { title: "title_text", text: "", button: "go" },
};

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @returns {() => void} how to leave
 */
export const mount = (room, visit) => {
  const { t, close, settings } = visit;
  const { offers = "form", picture, code, link } = settings;
  const form = offers == "form" ? signUp(visit, () => rest()) : undefined;
  /** The owner's words, else what fits what is offered. @param {string} key */
  const say = (key) => t(key, {}, { [key]: t(form ? key : INSTEAD[offers][key]) });
  const status = el("div", { class: "status", role: "status" });
  const copy = el("button", { class: "second", type: "button", click: () => take() }, t("copy"));
  const shown = el("span", { class: "code" }, code);
  const said = [
    picture && el("img", { src: picture, alt: "" }),
    el("h2", { id: "t" }, say("title")),
    el("p", {}, say("text")),
    form?.form,
    offers == "code" && el("div", { class: "ticket" }, shown, copy),
    !form && link && el("a", { class: "go", href: link }, say("button")),
    el("button", { class: "second dismiss", type: "button", click: close }, t("dismiss")),
  ].filter(Boolean);
  const sheet = el(
    "div",
    { class: "sheet" },
    el("button", { class: "close", type: "button", "aria-label": t("close"), click: close }, icon("M6 6l12 12M18 6L6 18")),
    ...said,
    status,
  );
  const dialog = el(
    "dialog",
    {
      class: "dialog",
      role: "dialog",
      "aria-labelledby": "t",
      tabindex: -1,
      cancel: (/** @type {Event} */ event) => {
        event.preventDefault();
        close();
      },
      click: (/** @type {Event} */ { target }) => target == dialog && close(), // beside the sheet
    },
    sheet,
  );

  /** The code goes to the clipboard; where that is not allowed it is selected, ready to be copied by hand. */
  const take = () => {
    const select = () => room.ownerDocument.getSelection()?.selectAllChildren(shown);
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(code).then(() => (copy.textContent = status.textContent = t("copied")), select);
  };

  /** @type {Promise<any>|undefined} */
  let told;
  const rest = () =>
    (told ||= visit.more().then(
      ({ after, ...more }) => after({ room, visit, dialog, said, form, status }, more),
      () => (told = undefined), // there is no connection; the next news asks again
    ));
  /** @param {string} name @param {any} news */
  const tell = (name, news) => void rest()?.then((teller) => teller?.[name](news));

  visit.on({
    open: () => {
      form?.prefill(visit.known());
      room.append(dialog);
      dialog.showModal();
      dialog.focus(); // not the field: on a phone its keyboard would cover what is said
    },
    close: () => {
      dialog.close();
      dialog.remove();
    },
    waiting: (left) => tell("waiting", left),
    kept: (answer) => tell("kept", answer),
    refused: (refusal) => tell("refused", refusal),
  });
  return () => dialog.remove();
};
