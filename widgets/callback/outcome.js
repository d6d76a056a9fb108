/** What is told to somebody who waits for a call: the truth as far as it is known here. */

/**
 * @typedef {object} Scene what has become of the number
 * @property {string} phone
 * @property {string} [lead] what it was kept as
 * @property {boolean} [isWaiting] it is in this browser only
 * @property {string} [state]
 * @property {string} [reason]
 * @property {string} [by]
 * @property {string} [outcome]
 * @property {number} [again_at]
 * @property {number} promise in seconds
 * @property {number} [ends] when the promise ends, on this browser's clock
 *
 * @typedef {{title: string, more: string, left?: number, face?: string, sign?: string, way?: string}} Story `left`:
 *   seconds for the clock; `face`: a letter; `sign`: an icon; `way`: the key of a button's words, where there is a way on
 */

const OFFLINE =
  "M4 4l16 16M8.5 8.6A5.5 5.5 0 0 0 7 9.5 4.3 4.3 0 0 0 7.5 18H17M11.5 7a5.5 5.5 0 0 1 5.7 4.5A3.7 3.7 0 0 1 20 16.5";
const CLOCK = "M12 7.5V12l3 2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z";
const DONE = "M5 12.5l4.5 4.5L19 7.5";
const MISSED = "M8.2 4.5H5.6A1.6 1.6 0 0 0 4 6.2C4.4 13.6 10.4 19.6 17.8 20a1.6 1.6 0 0 0 1.7-1.6v-2.6l-4-1.7-1.8 1.9a11 11 0 0 1-5.7-5.7l1.9-1.8zM15 4.5l5 5M20 4.5l-5 5";

/** Title, what stands below it, the icon and the way on, by outcome. @type {{[outcome: string]: [string, string, string, string?]}} */
const outcomes = {
  reached: ["reached", "reached_more", DONE],
  no_answer: ["no_answer", "no_answer_more", MISSED, "again"],
  busy: ["busy", "no_answer_more", MISSED, "again"],
  wrong_number: ["wrong_number", "wrong_number_more", MISSED, "change"],
};

/**
 * @param {Scene} scene
 * @param {(key: string, values?: object) => string} t
 * @param {string} language
 * @returns {Story}
 */
export const storyOf = (scene, t, language) => {
  const { isWaiting, state = "", reason, by, outcome = "", again_at, promise, ends = 0 } = scene;
  const phone = `\u2066${scene.phone.replace(/ /g, "\xa0")}\u2069`; // in one piece, also in a text from right to left
  const left = Math.ceil((ends - Date.now()) / 1e3);
  /** @param {string} key @param {string} [more] @param {object} [given] */
  const tell = (key, more = key + "_more", given) => ({ title: t(key, { by, n: promise }), more: t(more, { phone, ...given }) });
  if (isWaiting) return { ...tell("offline"), sign: OFFLINE };
  if (state == "ended" && outcome != "later") {
    const [title, below, sign, way] = outcomes[outcome] || ["over", "reached_more", DONE];
    return { ...tell(title, below), sign, way };
  }
  if (state == "ended") {
    const when = { weekday: "long", hour: "numeric", minute: "2-digit" };
    const at = again_at && new Intl.DateTimeFormat(language, /** @type {any} */ (when)).format(again_at);
    const given = { at: at && at[0].toUpperCase() + at.slice(1) };
    return { ...tell("later", at ? "later_more" : "late_more", given), sign: CLOCK };
  }
  if (/answered|visitor|bridged/.test(state)) return { ...tell("taken"), face: by?.[0] };
  const way = "change"; // as long as nobody has taken it
  if (reason == "needs_manager") return { ...tell("by_hand"), sign: CLOCK, way };
  return left > 0 ? { ...tell("waiting", "thanks"), left, way } : { ...tell("late"), sign: CLOCK, way };
};
