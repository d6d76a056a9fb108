/** What the page tells of itself: at most 50 names with short words, numbers or yes and no; the rest is passed over. */

/** @type {import("../runtime/types.js").Shared} */
export const attributes = (core) => {
  /** @type {{[name: string]: string|number|boolean}} */
  const told = Object.create(null);
  core.commands.set = (given) => {
    for (const [name, value] of Object.entries(given))
      if (
        /^[a-z][a-z0-9_]{0,39}$/.test(name) &&
        /^(string|boolean|number)$/.test(typeof value) &&
        value === value && // a number that is none
        `${value}`.length <= 500 &&
        (name in told || Object.keys(told).length < 50)
      )
        told[name] = value;
    core.evaluate();
  };
  return told;
};
