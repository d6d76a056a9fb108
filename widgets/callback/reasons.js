/** Why something was not taken, in the visitor's language; the server's own sentence where we have no words. */

/**
 * @param {import("../../static/runtime/types.js").Refusal} refusal
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {(key: string, values?: object) => string} t
 * @returns {{[id: string]: string}} words by the control's id, under `form` what belongs to none
 */
export const wordsFor = ({ code, errors = {}, reasons = {}, hints = {} }, { language, consent }, t) => {
  if (code == "consent_changed") return { [consent[0]]: t(code) };
  const names = new Intl.DisplayNames(language, { type: "region" });
  /** @type {{[id: string]: string}} */
  const words = {};
  for (const [path, sentence] of Object.entries(errors)) {
    const { country, digits, countries = [] } = hints[path] || {};
    const isVague = /^too_/.test(reasons[path]) && !country;
    const given = {
      n: digits || (countries[1] ? 2 : 1), // one country or several: 21 of them are no "one" in Russian
      country: country && names.of(country),
      countries: new Intl.ListFormat(language).format(countries.map((each) => /** @type {string} */ (names.of(each)))),
    };
    const [id, key] = /consent/.test(path)
      ? ["contact", "consent_missing"]
      : [path.split(".").pop() || "", isVague ? "vague_" + reasons[path] : reasons[path]];
    words[id] = t(key, given) || sentence;
  }
  if (!Object.keys(words)[0]) words.form = t(code) || t("failed");
  return words;
};
