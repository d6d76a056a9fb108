/** The language of the visitor's browser, without its region. */

/** @type {import("../runtime/types.js").Fact} */
export const language = () => navigator.language.split("-")[0].toLowerCase();
