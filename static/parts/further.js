/** What every `later.js` begins with: the words and the looks that come with it are added to those already there. */

/**
 * @param {ShadowRoot} room
 * @param {import("../runtime/types.js").Visit<any>} visit
 * @param {{texts: {[key: string]: string}, css: string}} more
 * @returns {import("../runtime/types.js").Visit<any>} the visit, whose `t` knows these words too
 */
export const further = (room, visit, { texts, css }) => {
  const looks = new CSSStyleSheet();
  looks.replaceSync(css);
  room.adoptedStyleSheets = [...room.adoptedStyleSheets, looks];
  // words given in place of all others stay the only ones
  return { ...visit, t: (key, values, others) => visit.t(key, values, others) || (others ? "" : visit.t(key, values, texts)) };
};
