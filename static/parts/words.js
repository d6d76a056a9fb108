/** Puts values into words. */

/**
 * `{name}` is replaced; `{n|second|seconds}` takes the form that the number asks for, in the order one, few, many;
 * the last form is for all the rest.
 * @param {string} words
 * @param {{[name: string]: any}} values
 * @param {string} language
 */
export const fill = (words, values, language) =>
  words.replace(/\{(\w+)(\|[^}]*)?\}/g, (_, name, forms) => {
    if (!forms) return values[name] ?? "";
    forms = forms.slice(1).split("|");
    return forms[["one", "few", "many"].indexOf(new Intl.PluralRules(language).select(values[name]))] ?? forms.pop();
  });
