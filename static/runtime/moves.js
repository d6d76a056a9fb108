/** Notices when the page becomes another one without being loaded afresh. */
import { core } from "./core.js";
import { here } from "./natives.js";

/** Call `moved` after each change of address. @param {() => void} moved */
export const onMove = (moved) => {
  let last = here.href;
  const look = () => {
    if (last != (last = here.href) && !core.life.signal.aborted) moved();
  };
  const { navigation } = /** @type {any} */ (window);
  if (navigation) navigation.addEventListener("currententrychange", look, core.life);
  else
    core
      .load("history")
      .then(({ listenIn }) => listenIn(look, core.life))
      .catch(() => {});
};
