/** What may be remembered and where: nothing before it is allowed, in storage afterwards, else until the page ends. */
import { config } from "./config.js";
import { random } from "./natives.js";

export const prefix = `frontdesk:${config.site}:`;

/** What is not in storage, by whole name: not allowed yet, or storage is blocked or full. @type {{[name: string]: string}} */
export const shelf = {};

/** The browser says that its user does not want to be followed (Global Privacy Control, Do Not Track). */
export const isShy = /** @type {any} */ (navigator).globalPrivacyControl || navigator.doNotTrack == "1";

/** @param {string} name @returns {string|undefined} */
export const get = (name) => {
  let stored;
  try {
    stored = localStorage[prefix + name];
  } catch {}
  return stored ?? shelf[prefix + name];
};

let isAllowed = false;

/** @param {string} name @param {string} [value] without it the name is taken away */
export const keep = (name, value) => {
  name = prefix + name;
  delete shelf[name];
  try {
    if (!value) delete localStorage[name];
    else if (isAllowed) return (localStorage[name] = value);
  } catch {}
  if (value) shelf[name] = value;
};

/** From now on this visitor is remembered, or no longer: then storage is as if we had never been here. */
export const allow = (isSo = true) => {
  isAllowed = isSo;
  try {
    if (!isSo) for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) delete localStorage[name];
  } catch {}
  if (!isSo) delete shelf[prefix + "visitor"];
  if (isSo && !get("visitor")) keep("visitor", random());
  for (const name in shelf) keep(name.slice(prefix.length), shelf[name]);
};

/** Who this visitor is, for the first frame and for what is left; before it is allowed whoever writes, for this page only. */
export const visitor = () => (isAllowed ? get("visitor") : shelf[prefix + "visitor"]);

/** Begin as the site wants it; a visitor who is known already stays so. */
export const remember = () => {
  if ((config.memory == "always" && !isShy) || get("visitor")) allow();
};
