/** Tells the page's own counters what happens in widgets, each as its site has switched it on; one that fails fails alone. */

/** @type {import("../runtime/types.js").Shared} */
export const counters = (core) => {
  const { tell, config, pieces } = core;
  core.tell = (name, widget, lead, more) => {
    tell(name, widget, lead, more);
    for (const goal in widget && config.goals)
      try {
        pieces.goals[goal](name, widget, more, config.goals);
      } catch {}
  };
  return true;
};
