/** Whether a widget's conditions hold for a page; `server/sites/matching.py` says the same, one table tests both. */

/** @type {{[op: string]: (value: string, text: string) => boolean}} */
const ops = {
  is: (value, text) => value == text,
  contains: (value, text) => text.includes(value),
  prefix: (value, text) => text.startsWith(value),
  glob: (value, text) => {
    const pieces = value.split("*");
    const last = /** @type {string} */ (pieces.pop());
    const first = pieces.shift();
    if (first == null) return text == last;
    let at = first.length;
    const end = text.length - last.length;
    return (
      at <= end &&
      text.startsWith(first) &&
      text.endsWith(last) &&
      pieces.every((piece) => {
        const found = text.indexOf(piece, at);
        at = found + piece.length;
        return found >= 0 && at <= end;
      })
    );
  },
};

/**
 * 1 holds, 0 does not, 0.5 cannot be known: so least, greatest and 1 - x are the logic of three values.
 * @param {import("./types.js").Condition} condition
 * @param {import("./types.js").Facts} facts
 * @returns {number}
 */
export const decide = ({ all, any, not, ...leaf }, facts) => {
  /** @param {import("./types.js").Condition[]} group */
  const each = (group) => group.map((one) => decide(one, facts));
  if (all) return Math.min(1, ...each(all));
  if (any) return Math.max(0, ...each(any));
  if (not) return 1 - Math.max(0, ...each(not));
  const { field, op, value } = leaf;
  const text = facts[field || ""];
  return text != null && op && ops[op] ? +ops[op](value || "", text) : Object.keys(leaf)[0] ? 0.5 : 1;
};
