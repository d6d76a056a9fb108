/** Where there is no Navigation API, the page's history is listened in on. */

/** @param {() => void} look after whatever may have changed the address @param {AbortController} life */
export const listenIn = (look, life) => {
  addEventListener("popstate", look, life);
  for (const name of /** @type {("pushState"|"replaceState")[]} */ (["pushState", "replaceState"])) {
    const native = history[name];
    history[name] = function (...given) {
      native.apply(this, given);
      look();
    };
  }
  look(); // it may have moved on while this was fetched
};
