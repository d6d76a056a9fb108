/** What a widget is given. */
import { fill } from "./words.js";

/**
 * @param {import("../runtime/types.js").Instance} instance
 * @param {import("../runtime/types.js").Core} core
 * @param {{[key: string]: string}} texts the widget's own words in this language
 * @returns {import("../runtime/types.js").Visit<any>}
 */
export const visitOf = (instance, core, texts) => {
  const { config, language, drafts, news, live, load, get } = core;
  const { id, kind, settings, consent = [] } = instance.widget;
  return {
    life: instance.life.signal,
    settings,
    consent,
    language,
    country: config.country,
    draft: (drafts[id] ||= {}),
    load,
    more: () => load(`${kind}-later.${language}`),
    t: (key, values = {}, others = texts) => {
      const words = instance.widget.settings[key];
      return fill(words?.[language] || words?.[language.slice(0, 2)] || others[key] || "", values, language);
    },
    on: (handlers) => {
      instance.handlers = handlers;
      const [name, data] = news[id] || [];
      if (name) /** @type {any} */ (handlers)[name]?.(data);
      if (core.conversation) handlers.said?.(core.conversation);
    },
    open: (byItself) => core.open(instance, byItself === true),
    close: () => core.close(instance),
    forget: () => delete news[id],
    facts: () => core.facts,
    decide: core.decide,
    came: () => core.visited?.().came || "",
    has: (name) => config.widgets.some(({ id, kind }) => name == id || name == kind),
    ask: core.commands.open,
    tell: (name, more) => core.tell(name, instance.widget, undefined, more),
    live,
    get,
    known: () => JSON.parse(get("known") || "{}"),
    submit: (values, consent, trap) =>
      live().then((line) => line.submit(instance.widget, instance.opened, values, consent, trap)),
  };
};
