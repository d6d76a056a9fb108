/** The multibutton in the page: a launcher; what it opens is in later.js. */
import { opener } from "../../static/parts/opener.js";

const TALK =
  "M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.400-2.800A7.5 7.5 0 1 1 20 11.5zM9.200 11.5h.01M12.5 11.5h.01M15.800 11.5h.01";

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} visit
 * @returns {() => void} how to leave
 */
export const mount = (room, visit) => opener(room, visit, TALK);
