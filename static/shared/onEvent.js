/** What happens on the page, as the page tells it by `event`: the last hundred moments of each name, and who wants to hear. */

/** @type {import("../runtime/types.js").Shared} */
export const onEvent = (core) => {
  const bus = new EventTarget();
  core.happened = Object.create(null);
  core.commands.event = (name) => {
    core.happened[name] = [...(core.happened[name] || []).slice(-99), Date.now()];
    bus.dispatchEvent(new Event(name));
  };
  return (/** @type {string} */ name, /** @type {() => void} */ listener, /** @type {AbortSignal} */ signal) =>
    bus.addEventListener(name, listener, { signal });
};
