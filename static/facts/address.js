/** The page's whole address, without what stands after `#`. */

/** @type {import("../runtime/types.js").Fact} */
export const address = () => location.href.split("#")[0];
