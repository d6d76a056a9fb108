/** The path of the page's address. */

/** @type {import("../runtime/types.js").Fact} */
export const path = () => location.pathname;
