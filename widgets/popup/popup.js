/** The pop-up's frame: one page in a shell, and a status that takes the page's place once there is something to tell. */
import { el } from "../../static/parts/elements.js";

/**
 * @typedef {import("../../static/runtime/types.js").Visit<any>} Visit
 * @typedef {{room: ShadowRoot, visit: Visit, page: HTMLElement, status: HTMLElement, rest: () => Promise<any>}} Stage
 *   what pages are drawn with; `rest` fetches what comes after a press, and gives nothing where it cannot
 * @typedef {{dialog: HTMLElement, show: (byItself: boolean) => void, hide: () => void}} Shell
 */

/**
 * @param {ShadowRoot} room
 * @param {Visit} visit
 * @param {(room: ShadowRoot, visit: Visit, sheet: HTMLElement) => Shell} shell how it stands in the page
 * @param {(stage: Stage) => (Node|string)[]} first what is seen first
 * @returns {() => void} how to leave
 */
export const popup = (room, visit, shell, first) => {
  const page = el("div", { class: "page" });
  const status = el("div", { class: "status", role: "status" });
  const sheet = el("div", { class: "sheet" }, page);
  const { dialog, show, hide } = shell(room, visit, sheet);
  sheet.append(status);
  /** @type {Promise<any>|undefined} */
  let told;
  const rest = () =>
    (told ||= visit.more().then(
      ({ after, ...more }) => after({ ...stage, dialog }, more),
      () => (told = undefined), // there is no connection; the next press or news asks again
    ));
  const stage = { room, visit, page, status, rest };
  page.append(...first(stage));
  /** @type {{[name: string]: any}} */
  const handlers = { open: show, close: hide };
  for (const name of ["waiting", "kept", "refused"])
    handlers[name] = (/** @type {any} */ news) => void rest().then((teller) => teller?.[name](news));
  visit.on(handlers);
  return () => dialog.remove();
};
