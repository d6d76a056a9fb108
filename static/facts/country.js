/** The visitor's country, once the server has told it. */

/** @type {import("../runtime/types.js").Fact} */
export const country = ({ facts }) => facts.country;
