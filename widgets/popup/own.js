/** What the pop-up says where its owner has written nothing. */

/** Where no address is taken, the widget's own words are others. @type {{[offers: string]: {[key: string]: string}}} */
const OWN = {
  code: { title: "title_code", text: "text_code", button: "go" },
  text: { title: "title_text", text: "", button: "go" },
};

/** The owner's words, else what fits what is offered. @param {import("./popup.js").Visit} visit @param {string} key */
export const own = ({ t, settings: { offers } }, key) => t(key, {}, { [key]: t(OWN[offers]?.[key] ?? key) });
