/** Notices when the page becomes another one without being loaded afresh. */
import { here } from "./natives.js";

/**
 * Call `moved` after each change of address. Where there is no Navigation API, history is listened in on.
 * @param {() => void} moved
 * @param {AbortSignal} signal
 */
export const onMove = (moved, signal) => {
  let last = here.href;
  const look = () => {
    if (last != (last = here.href) && !signal.aborted) moved();
  };
  const { navigation } = /** @type {any} */ (window);
  if (navigation) return navigation.addEventListener("currententrychange", look, { signal });
  addEventListener("popstate", look, { signal });
  for (const name of /** @type {("pushState"|"replaceState")[]} */ (["pushState", "replaceState"])) {
    const native = history[name];
    history[name] = function (...given) {
      native.apply(this, given);
      look();
    };
  }
};
