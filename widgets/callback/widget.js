/** The callback widget in the page: a launcher; what it opens is fetched when somebody is about to press it. */
import { icon } from "../../static/parts/elements.js";
import { launcherOf } from "../../static/parts/launcher.js";

const PHONE =
  "M8.2 4.5H5.6A1.6 1.6 0 0 0 4 6.2C4.4 13.6 10.4 19.6 17.8 20a1.6 1.6 0 0 0 1.7-1.6v-2.6l-4-1.7-1.8 1.9a11 11 0 0 1-5.7-5.7l1.9-1.8z";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @returns {() => void} how to leave
 */
export const mount = (room, visit) => {
  const launcher = launcherOf(room, visit, icon(PHONE));
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
        panel[name](news);
      },
      () => {
        if (name != "open") return;
        if (!news) words.data = visit.t("offline");
        visit.close();
      },
    );

  visit.on({
    open: (byItself) => tell("open", byItself),
    close: () => rest && tell("close"),
    waiting: (left) => tell("left", left),
    kept: (answer) => tell("kept", answer),
    progress: (state) => tell("progress", state),
    refused: (refusal) => tell("refused", refusal),
  });
  return () => launcher.remove();
};
