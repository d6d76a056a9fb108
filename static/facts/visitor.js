/** `new` or `returning`, once the visitor may be remembered. */

/** @type {import("../runtime/types.js").Fact} */
export const visitor = ({ visited }) => {
  const { visits } = visited();
  return visits && (visits > 1 ? "returning" : "new");
};
