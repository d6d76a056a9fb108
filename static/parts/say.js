/** An owner's words of one thing among several: of a step, an action, a message. */

/**
 * A language that the owner has not written in reads the one written first; "" where nothing is written.
 * @param {string} language
 * @param {import("../runtime/types.js").Words} [words]
 * @returns {string}
 */
export const sayIn = (language, words = {}) => words[language] || words[language.slice(0, 2)] || Object.values(words)[0] || "";
