/** Something the page tells by `event` has happened so many times, within so many seconds or on this page at all. */

/** @type {import("../runtime/types.js").Armed} */
export const event = (fire, { name, times = 1, within = 1 / 0 }, signal, { onEvent, happened }) =>
  onEvent(
    name,
    () => happened[name].filter((/** @type {number} */ at) => at > Date.now() - within * 1e3).length >= times && fire(true),
    signal,
  );
