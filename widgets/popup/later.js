/** What a visitor reads after sending: that it is kept, that it waits for a connection, or why it was not taken. */
import { el } from "../../static/parts/elements.js";

/**
 * @param {{room: ShadowRoot, visit: import("../../static/runtime/types.js").Visit<any>, dialog: HTMLDialogElement,
 *   said: HTMLElement[], form: any, status: HTMLElement}} parts `said` gives way to what is told
 * @param {{texts: {[key: string]: string}, css: string}} more
 */
export const after = ({ room, visit, dialog, said, form, status }, { texts, css }) => {
  /** @param {string} key @param {object} [values] */
  const t = (key, values) => visit.t(key, values) || visit.t(key, values, texts);
  const looks = new CSSStyleSheet();
  looks.replaceSync(css);
  room.adoptedStyleSheets = [...room.adoptedStyleSheets, looks];

  /** Say it in place of all else; without words all else is back. @param {string} [title] @param {string} [more] */
  const tell = (title, more) => {
    for (const each of said) {
      each.hidden = !!title;
      if (each.localName == "h2") each.id = title ? "" : "t";
    }
    const way = el("button", { class: "submit", type: "button", click: visit.close }, t("done"));
    status.replaceChildren(...(title ? [el("h2", { id: "t" }, title), el("p", {}, more), way] : []));
    if (title && dialog.open) dialog.focus();
  };

  return {
    waiting: () => tell(t("offline"), t("offline_more")),
    kept: (/** @type {any} */ { values }) => tell(t("thanks"), t("thanks_more", values)),
    refused: (/** @type {any} */ { code, values, errors = {} }) => {
      const paths = Object.keys(errors).join();
      const wrong = /email/.test(paths) ? t("not_an_email") : "";
      const unread = code == "consent_changed" ? t(code) : /consent/.test(paths) ? t("consent_missing") : "";
      visit.forget();
      tell();
      visit.open(true); // whoever left something must know that it was not taken
      form.refuse(values, code, { email: wrong, contact: unread }, wrong || unread ? "" : t(code) || t("failed"));
    },
  };
};
