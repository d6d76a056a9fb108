/** What a widget is given. */
import { fill } from "./words.js";

/**
 * @param {import("../runtime/types.js").Instance} instance
 * @param {import("../runtime/types.js").Core} core
 * @param {{[key: string]: string}} texts the widget's own words in this language
 * @returns {import("../runtime/types.js").Visit<any>}
 */
export const visitOf = (instance, core, texts) => {
  const { config, language, drafts, news, live, load } = core;
  const { id, kind, settings, consent = [] } = instance.widget;
  return {
    life: instance.life.signal,
    settings,
    consent,
    language,
    country: config.country,
    draft: (drafts[id] ||= {}),
    load,
    more: () => load(kind, `${kind}-later.${language}`),
    t: (key, values = {}, others = texts) => {
      const words = instance.widget.settings[key];
      return fill(words?.[language] || words?.[language.slice(0, 2)] || others[key] || "", values, language);
    },
    on: (handlers) => {
      instance.handlers = handlers;
      const [name, data] = news[id] || [];
      if (name) /** @type {any} */ (handlers)[name]?.(data);
    },
    open: (byItself) => core.open(instance, byItself === true),
    close: () => core.close(instance),
    forget: () => delete news[id],
    known: () => JSON.parse(core.get("known") || "{}"),
    submit: (values, consent, trap) =>
      live().then((line) => line.submit(instance.widget, instance.opened, values, consent, trap)),
  };
};
