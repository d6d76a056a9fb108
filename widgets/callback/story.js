/** What becomes of a number that was left: how far the call is, and the way on. */
import { el, icon } from "../../static/parts/elements.js";
import { complain } from "../../static/parts/complain.js";
import { wordsFor } from "./reasons.js";
import { storyOf } from "./outcome.js";

/**
 * @param {{room: ShadowRoot, visit: import("../../static/runtime/types.js").Visit<any>, promise: number, form: any,
 *   problem: HTMLElement, panel: HTMLElement, status: HTMLElement, heading: HTMLElement, lead: HTMLElement}} told
 */
export const story = ({ room, visit, promise, form, problem, panel, status, heading, lead }) => {
  /** @type {import("./outcome.js").Scene|undefined} */
  let scene;
  let timer = 0;
  let said = "";
  const clock = el("div", { class: "clock", role: "timer", hidden: "" });
  status.before(clock);
  visit.life.addEventListener("abort", () => clearTimeout(timer));
  const { t } = visit;
  form.form.judge = (/** @type {any} */ helper) => helper && wordsFor(helper.refusal(), visit, t).phone;
  const holdsFocus = () => panel.contains(room.activeElement);

  /** Only the clock changes by itself, and only while it can be seen. */
  const draw = () => {
    clearTimeout(timer);
    const { title = "", more = "", left = 0, face, sign, way } = scene ? storyOf(scene, t, visit.language) : {};
    for (const part of [heading, lead, form.form, problem]) part.hidden = !!scene;
    heading.id = scene ? "" : "t";
    clock.hidden = !left;
    clock.textContent = `${Math.floor(left / 60)}:${`${left % 60}`.padStart(2, "0")}`;
    clock.style.setProperty("--left", `${(100 * left) / promise}%`);
    clock.classList.toggle("low", left < promise / 3);
    if (said != title + more) tell(title, more, way, face, sign); // once, not each second
    if (left && panel.isConnected) timer = setTimeout(draw, 1e3);
  };

  /** @param {string} title @param {string} more @param {string} [way] @param {string} [face] @param {string} [sign] */
  const tell = (title, more, way, face, sign) => {
    const hadFocus = holdsFocus();
    const parts = [
      (face || sign) && el("span", { class: face ? "face" : "sign", "aria-hidden": "true" }, face || icon(sign || "")),
      title && el("h2", { id: "t" }, title),
      title && el("p", {}, more),
      way && el("button", { class: "second", type: "button", click: () => leave(way) }, t(way)),
    ];
    said = title + more;
    status.replaceChildren(...parts.filter(Boolean));
    if (hadFocus && title) panel.focus();
  };

  /** The way on; a number that is changed while it waits takes the place of the one that was wrong. @param {string} way */
  const leave = (way) => {
    if (way == "change") visit.draft.corrects = scene?.lead;
    restart();
    form.ask();
  };

  /** Back to the form, with what was written. @param {object} [values] */
  const restart = (values = {}) => {
    const hadFocus = holdsFocus();
    visit.forget();
    scene = undefined;
    form.prefill(values);
    form.busy(false);
    draw();
    if (hadFocus) form.phone.focus();
  };

  /** @param {object} news @param {any} [values] */
  const follow = (news, values = {}) => {
    scene = { promise, phone: values.phone || scene?.phone || visit.known().phone || "", ...news };
    problem.textContent = "";
    visit.draft.corrects = "";
    draw();
  };

  return {
    draw,
    closed: () => scene?.state == "ended" && leave(""),
    left: (/** @type {any} */ { values }) => follow({ isWaiting: true }, values),
    kept: (/** @type {any} */ { values, lead, state, reason, promise_seconds = promise }) =>
      follow({ lead, state, reason, promise: promise_seconds, ends: Date.now() + promise_seconds * 1e3 }, values),
    progress: (/** @type {import("../../static/runtime/types.js").Progress} */ frame) => {
      const { promise_seconds = promise, now, since } = frame;
      if (frame.lead == visit.draft.corrects && frame.state == "queued") return; // its number is being corrected just now
      follow({ ...frame, promise: promise_seconds, ends: Date.now() + promise_seconds * 1e3 - (now - since) });
    },
    refused: (/** @type {any} */ refusal) => {
      restart(refusal.values);
      if (refusal.code == "consent_changed") form.ask(); // other words: what was agreed to is no longer meant
      const words = wordsFor(refusal, visit, t);
      problem.textContent = words.form || "";
      visit.open(true); // whoever left something must know that it was not taken
      complain(form.form, words);
    },
  };
};
