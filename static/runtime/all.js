/** Every piece there is: for a page whose settings change while it is open, and for what nobody has published yet. */

/**
 * Give a loader what it was served without.
 * @param {import("./types.js").Pieces} all
 * @param {string[]} launchers every kind that stands in the page by a launcher
 * @returns {(core: import("./types.js").Core) => void}
 */
export const completeWith = (all, launchers) => (core) => {
  const { config, pieces } = core;
  config.launchers = launchers;
  for (const [slot, made] of Object.entries(all))
    for (const [name, piece] of Object.entries(made))
      if (slot != "goals" || config.goals?.[name]) (pieces[slot] ||= {})[name] ||= piece;
  core.make();
};
