/** The callback widget in the page: a launcher, and a panel in which a number is left. */
import { corner } from "../../static/parts/corner.js";
import { el, icon } from "../../static/parts/elements.js";
import { callbackForm } from "./form.js";

const PROMISE_SECONDS = 28; // as in settings.py, for only what differs is sent
const PHONE =
  "M8.2 4.5H5.6A1.6 1.6 0 0 0 4 6.2C4.4 13.6 10.4 19.6 17.8 20a1.6 1.6 0 0 0 1.7-1.6v-2.6l-4-1.7-1.8 1.9a11 11 0 0 1-5.7-5.7l1.9-1.8z";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @returns {() => void} how to leave
 */
export const mount = (room, visit) => {
  const { t } = visit;
  const promise = visit.settings.promise_seconds ?? PROMISE_SECONDS;
  const form = callbackForm(visit, (...left) => {
    form.busy(true);
    visit.submit(...left).catch((/** @type {any} */ { code }) => {
      if (code) return; // told to the handlers
      form.busy(false);
      problem.textContent = t("failed");
    });
  });
  const heading = el("h2", { id: "t" }, t("title", { n: promise }));
  const lead = el("p", {}, t("promise"));
  const problem = el("p", { class: "problem", role: "alert" });
  const status = el("div", { class: "status", role: "status" });
  const { panel, show, hide } = corner(room, visit, icon(PHONE), () => (form.form.hidden ? panel : form.phone));
  panel.append(heading, lead, form.form, problem, status);

  /** The rest of this widget, which tells what becomes of the number. @type {Promise<any>|undefined} */
  let rest;
  const told = { room, visit, promise, form, problem, panel, status, heading, lead };
  /** @param {string} name @param {any} [news] */
  const tell = (name, news) =>
    (rest ||= visit.more().then(({ story, texts, css }) => story({ ...told, texts, css }))).then(
      (teller) => teller[name](news),
      () => {
        rest = undefined; // there is no connection, and no need for more words
        problem.textContent = name == "left" ? t("offline_more") : "";
      },
    );

  visit.on({
    open: (byItself) => {
      form.prefill(visit.known());
      show(byItself);
      tell("draw");
    },
    close: () => {
      hide();
      tell("closed");
    },
    waiting: (left) => tell("left", left),
    kept: (answer) => tell("kept", answer),
    progress: (state) => tell("progress", state),
    refused: (refusal) => tell("refused", refusal),
  });
  return () => panel.remove();
};
