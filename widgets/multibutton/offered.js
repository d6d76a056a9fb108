/** Which actions there are just now, and in which order. */

/**
 * @typedef {object} Action one action of the settings; what is absent is as usual
 * @property {string} kind
 * @property {string} [to]
 * @property {string} [widget]
 * @property {import("../../static/runtime/types.js").Words} [label]
 * @property {import("../../static/runtime/types.js").Words} [note]
 * @property {import("../../static/runtime/types.js").Condition} [where]
 * @property {"first"} [order]
 * @property {import("../../static/runtime/types.js").Condition} [first_where]
 */

/** As in settings.py, for only what differs is sent. @type {Action[]} */
const USUAL = [{ kind: "callback" }, { kind: "subscribe" }];

/** Only what can work: widgets that the site has, parts that the page has. @type {{[kind: string]: (action: Action, has: (name: string) => boolean) => unknown}} */
const works = {
  callback: (_, has) => has("callback"),
  chat: (_, has) => has("chat"),
  widget: ({ widget = "" }, has) => has(widget),
  section: ({ to = "" }) => document.getElementById(to.slice(1)),
};

/**
 * What nobody can decide is left out, and moves nothing.
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @returns {Action[]}
 */
export const offered = ({ settings: { actions = USUAL }, decide, has }) => {
  /** @param {import("../../static/runtime/types.js").Condition} [where] */
  const holds = (where) => !where || decide(where) == 1;
  const shown = actions.filter((/** @type {Action} */ each) => holds(each.where) && (!works[each.kind] || works[each.kind](each, has)));
  const isFirst = shown.map((/** @type {Action} */ { order, first_where }) => !!order && holds(first_where));
  return [true, false].flatMap((first) => shown.filter((/** @type {Action} */ _, /** @type {number} */ at) => isFirst[at] == first));
};
