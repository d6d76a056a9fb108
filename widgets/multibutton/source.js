/** Where a visitor comes from, as far as the page itself knows it: nothing is stored, and nothing personal is said. */

const LONGEST = 64; // the least that a messenger's code may have: Telegram's

/** What looks like somebody's address is nobody's business. @param {string|null} [value] */
const plain = (value) => (value && !/@|%40/.test(value) ? value : "");

/** @param {string} words in the letters that codes may have */
const slug = (words) => words.replace(/%\w\w|[^A-Za-z0-9]+/g, "-").replace(/-+/g, "-").replace(/^-|-$/g, "");

/** @param {string} address percent signs that are none stay as they are */
const readable = (address) => {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
};

/**
 * The campaign of this address, else of the visit, else the site that led here, else the site itself.
 * @param {string} came the marks of the campaign by which the visit came, as far as they are known
 * @returns {{code: string, page: string, source: string}} `code` has 64 letters, digits, - and _ at most
 */
export const sourceOf = (came) => {
  const { host, pathname, search } = location;
  const marks = [search, came].map((each) => new URLSearchParams(each));
  /** @param {string} name */
  const mark = (name) => plain(marks.map((each) => each.get(name)).find(Boolean));
  const campaign = [mark("utm_source"), mark("utm_campaign")].filter(Boolean);
  const referrer = document.referrer && new URL(document.referrer).host;
  const found = campaign[0] ? campaign : referrer && referrer != host ? [referrer] : [];
  const parts = pathname.split("/").filter(plain);
  const code = [slug(found.join("-")).slice(0, 40) || "site", slug(parts.join("-"))].filter(Boolean).join("_");
  return {
    code: code.slice(0, LONGEST).replace(/[-_]+$/, ""),
    page: readable([host, ...parts].join("/")),
    source: found.join(", ") || host,
  };
};
