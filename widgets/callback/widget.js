/** The callback widget in the page: a launcher; what it opens is in later.js. */
import { opener } from "../../static/parts/opener.js";

const PHONE =
  "M8.2 4.5H5.6A1.6 1.6 0 0 0 4 6.2C4.4 13.6 10.4 19.6 17.8 20a1.6 1.6 0 0 0 1.7-1.6v-2.6l-4-1.7-1.8 1.9a11 11 0 0 1-5.7-5.7l1.9-1.8z";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @returns {() => void} how to leave
 */
export const mount = (room, visit) => opener(room, visit, PHONE);
