/** Whether a widget's conditions hold for a page; `server/sites/matching.py` says the same, one table tests both. */
import { pieces } from "./pieces.js";

/**
 * 1 holds, 0 does not, 0.5 cannot be known: so least, greatest and 1 - x are the logic of three values.
 * @param {import("./types.js").Condition} condition
 * @param {(field: string) => any} fact what is known of a field; null or undefined: nothing
 * @returns {number}
 */
export const decide = ({ all, any, not, ...leaf }, fact) => {
  /** @param {import("./types.js").Condition[]} group */
  const each = (group) => group.map((one) => decide(one, fact));
  if (all) return Math.min(1, ...each(all));
  if (any) return Math.max(0, ...each(any));
  if (not) return 1 - Math.max(0, ...each(not));
  const { field = "", op = "", value } = leaf;
  const subject = fact(field);
  const test = pieces.ops?.[op];
  return test && subject != null ? +test(value, `${subject}`) : Object.keys(leaf)[0] ? 0.5 : 1;
};
