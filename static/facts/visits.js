/** How many visits this is, once the visitor may be remembered. */

/** @type {import("../runtime/types.js").Fact} */
export const visits = ({ visited }) => visited().visits;
