/** The chat in the page: a launcher; what it opens, and what counts on it that nobody has read, is in later.js. */
import { opener } from "../../static/parts/opener.js";

const TALK = "M20 11.5a7.6 7.6 0 0 1-11 6.8L4 19.5l1.3-4.7A7.6 7.6 0 1 1 20 11.5z";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @returns {() => void} how to leave
 */
export const mount = (room, visit) => {
  const { settings } = visit;
  const leave = opener(room, visit, TALK, (tell, isThere) => ({
    facts: () => (isThere() || button.hidden) && tell("facts"), // later.js knows whether it has to stay hidden
    said: (talk) => (isThere() || talk.unread()) && tell("said", talk), // whoever has read all does not fetch it
  }));
  const button = /** @type {HTMLElement} */ (room.querySelector("button"));
  if (settings.launcher) button.classList.add("wide");
  button.hidden = settings.nobody_offers == "hide";
  return leave;
};
