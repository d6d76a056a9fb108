/** A widget whose whole presence is a launcher: what it opens is fetched when somebody is about to press it. */
import { icon } from "./elements.js";
import { launcherOf } from "./launcher.js";

/**
 * Its `later.js` has `panel(room, visit, launcher, more)`, which gives back a handler for whatever the widget is told.
 * @param {ShadowRoot} room
 * @param {import("../runtime/types.js").Visit<any>} visit
 * @param {string} sign the path of its icon
 * @param {(tell: (name: string, news?: any) => void, isThere: () => any) => import("../runtime/types.js").Handlers} [besides]
 *   what else it is told of; `tell` fetches what it opens, `isThere` whether that was done
 * @returns {() => void} how to leave
 */
export const opener = (room, visit, sign, besides) => {
  const launcher = launcherOf(room, visit, icon(sign));
  const words = /** @type {Text} */ (launcher.lastChild);
  /** @type {Promise<any>|undefined} */
  let rest;

  const prepare = () =>
    (rest ||= visit.more().then(
      ({ panel, ...more }) => panel(room, visit, launcher, more),
      (failed) => {
        rest = undefined; // the next press tries again
        throw failed;
      },
    ));
  const hurry = () => void prepare().catch(() => {});
  for (const type of ["pointerenter", "focus", "touchstart"]) launcher.addEventListener(type, hurry, { passive: true });

  /** @param {string} name @param {any} [news] */
  const tell = (name, news) =>
    prepare().then(
      (panel) => {
        words.data = visit.t("launcher");
        panel[name]?.(news);
      },
      () => {
        if (name != "open") return;
        if (!news) words.data = visit.t("offline");
        launcher.classList.add("wide");
        visit.close();
      },
    );

  visit.on({
    open: (byItself) => tell("open", byItself),
    close: () => rest && tell("close"),
    waiting: (left) => tell("left", left), // a room may have words called as the handlers are: these would come along
    kept: (answer) => tell("kept", answer),
    progress: (state) => tell("progress", state),
    refused: (refusal) => tell("refused", refusal),
    ...besides?.(tell, () => rest),
  });
  return () => launcher.remove();
};
