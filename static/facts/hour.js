/** The hour in the site's time zone, 0 to 23. */

/** @type {import("../runtime/types.js").Fact} */
export const hour = ({ clock }) => parseInt(clock().slice(5));
