/** JSON that a host page's libraries cannot spoil. */
import { stringify } from "./natives.js";

/**
 * Arrays and objects are written by us, so that no `toJSON` on them is asked; plain values go natively.
 * @param {any} value
 * @returns {string}
 */
export const json = (value) => {
  if (Array.isArray(value)) return `[${value.map(json)}]`;
  if (!value || typeof value != "object") return stringify(value);
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  return `{${names.map((name) => stringify(name) + ":" + json(value[name]))}}`;
};
