/** A mark of a campaign: in the page's address, else in the one by which this visit came; empty for none. */

/** @type {import("../runtime/types.js").Fact} */
export const utm = ({ visited }, field) =>
  new URLSearchParams(location.search).get(field) ?? new URLSearchParams(visited().came).get(field) ?? "";
