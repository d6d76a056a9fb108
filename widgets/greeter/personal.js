/** Puts what this device knows into an owner's words; of it is sent only what stood in the words that somebody answers.
 *  `personal.py` puts the same into them for the team. */

/** A sentence with what closes it, or the end of a line; what stands in braces never ends one. */
const SENTENCE = /(?:\{[^}]*\}|[^\n])+?(?:[.!?…]+(?=\s|$)|(?=\n)|$)\s*/g;
const PLAIN = /^[\p{L}\p{N} ._-]{1,40}$/u; // an address could put anything else into an employee's mouth

/**
 * `{name}` becomes what is known, `{name|friend}` what stands behind the bar where nothing is; a sentence with a fact that
 * nobody knows is left out, so that nobody is greeted with "Hello, !".
 * @param {string} words
 * @param {{[fact: string]: string|undefined}} facts
 */
export const personal = (words, facts) =>
  words
    .replace(SENTENCE, (sentence) => {
      let isWhole = true;
      const said = sentence.replace(/\{(name|source|page)\|?([^}]*)\}/g, (_, fact, other) => facts[fact] || other || ((isWhole = false), ""));
      return isWhole ? said : "";
    })
    .trim();

/**
 * @param {{name?: string}} known what this visitor told us from this device before
 * @returns {{name?: string, source?: string, page: string}}
 */
export const factsOf = ({ name }) => {
  const mark = new URLSearchParams(location.search).get("utm_source") || "";
  const from = document.referrer.split("/")[2];
  return { name, source: PLAIN.test(mark) ? mark : from == location.host ? "" : from?.replace("www.", ""), page: document.title };
};
