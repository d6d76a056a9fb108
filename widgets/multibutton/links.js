/** The address behind an action, with where the visitor comes from in the form that each messenger takes. */

const BOT = /bot$/i; // a bot is handed a code, a person or a channel the first words

/** @typedef {{code: string, words: string}} Told `code` and `words` are empty where nothing is to be said */

/** @param {string} address @param {string} name @param {string} value left out where it is empty */
const withOne = (address, name, value) => (value ? `${address}?${name}=${encodeURIComponent(value)}` : address);

/** @param {string} to */
const digits = (to) => to.replace(/\D/g, "");

/** @type {{[kind: string]: (to: string, told: Told) => string}} */
const ways = {
  call: (to) => "tel:" + to.replace(/[^+\d]/g, ""),
  telegram: (to, { code, words }) => withOne("https://t.me/" + to, ...one(BOT.test(to), code, words)),
  whatsapp: (to, { words }) => withOne("https://wa.me/" + digits(to), "text", words),
  viber: (to, { words }) => `viber://chat?number=%2B${digits(to)}` + (words && "&draft=" + encodeURIComponent(words)),
  vk: (to, { code }) => withOne("https://vk.me/" + to, "ref", code),
  max: (to, { code }) => withOne(to, "start", BOT.test(to) ? code : ""),
  email: (to, { words }) => withOne("mailto:" + encodeURIComponent(to).replace("%40", "@"), "subject", words),
};

/** @param {boolean} isBot @param {string} code @param {string} words @returns {[string, string]} */
const one = (isBot, code, words) => (isBot ? ["start", code] : ["text", words]);

/** @param {string} kind @param {string} to @param {Told} told */
export const addressOf = (kind, to, told) => (ways[kind] ? ways[kind](to, told) : to);

/** Whether it is of this very site: a file of another one is not kept by our word, but opened. @param {string} address */
export const isOwn = (address) => new URL(address, document.baseURI).origin == location.origin;

/** Whether it leaves this site for another one, or for a messenger: then the page stays open beside it. @param {string} address */
export const isOutward = (address) => /^https?:/.test(address) && new URL(address).host != location.host;
