/** A part of the chat that has a file of its own, fetched at the first need of it. */

const AGAIN = 3000;

/**
 * `made` is there once the file is; a fetch that failed is tried again while the panel is open.
 * @template Made
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @param {string} name
 * @param {(module: any) => Made} make
 * @param {() => void} draw
 */
export const apart = (visit, name, make, draw) => {
  /** @type {Promise<void>|undefined} */
  let asked;
  const part = {
    /** @type {Made|undefined} */
    made: undefined,
    fetch: () =>
      (asked ||= visit.load(`chat-later-${name}.${visit.language}`).then(
        (module) => {
          part.made = make(module);
          draw();
        },
        () => {
          asked = undefined;
          setTimeout(draw, AGAIN);
        },
      )),
  };
  return part;
};
