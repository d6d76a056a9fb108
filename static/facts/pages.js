/** How many pages this visit has seen, this one among them. */

/** @type {import("../runtime/types.js").Fact} */
export const pages = ({ visited }) => visited().pages;
