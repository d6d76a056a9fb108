/** What the pop-up says on one page: a picture, a heading, a few words, and what stands under them. */
import { el } from "../../static/parts/elements.js";

/**
 * A picture that does not come leaves no hole.
 * @param {string|undefined} picture
 * @param {string} title
 * @param {string} text
 * @param {...(Node|string|null|undefined|false)} more
 * @returns {(Node|string)[]}
 */
export const pageOf = (picture, title, text, ...more) =>
  /** @type {(Node|string)[]} */ (
    [
      picture && el("img", { src: picture, alt: "", error: (/** @type {any} */ { target }) => target.remove() }),
      el("h2", { id: "t" }, title),
      text && el("p", {}, text),
      ...more,
    ].filter(Boolean)
  );
