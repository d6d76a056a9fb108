/** What the callback's launcher opens: a panel in which a number is left, and then who calls and when. */
import { el } from "../../static/parts/elements.js";
import { further } from "../../static/parts/further.js";
import { panelOf } from "../../static/parts/panel.js";
import { callbackForm } from "./form.js";
import { story } from "./story.js";

const PROMISE_SECONDS = 28; // as in settings.py, for only what differs is sent

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {HTMLElement} launcher
 * @param {{texts: {[key: string]: string}, css: string}} more
 */
export const panel = (room, visit, launcher, more) => {
  const spoken = further(room, visit, more);
  const { t } = spoken;
  const promise = visit.settings.promise_seconds ?? PROMISE_SECONDS;
  const form = callbackForm(spoken, (...left) => {
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
  const { panel, show, hide } = panelOf(room, spoken, launcher, () => (form.form.hidden ? panel : form.phone));
  panel.append(heading, lead, form.form, problem, status);
  const teller = story({ room, visit: spoken, promise, form, problem, panel, status, heading, lead });

  return {
    ...teller,
    /** @param {boolean} byItself */
    open: (byItself) => {
      form.prefill(visit.known());
      show(byItself);
      teller.draw();
    },
    close: () => {
      hide();
      teller.closed();
    },
  };
};
