/** Where whoever waits stands in the queue, in about how many minutes it is their turn, and a call back where that is long. */
import { el } from "../../static/parts/elements.js";
import { further } from "../../static/parts/further.js";

const CALL_AFTER = 3; // as in settings.py, for only what differs is sent

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} given
 * @param {{line: HTMLElement, texts: {[key: string]: string}, css: string}} more
 */
export const waiting = (room, given, { line, ...more }) => {
  const { t, settings, has, ask, close } = further(room, given, more);
  const { call_after: after = CALL_AFTER } = settings;
  const words = el("span");
  const instead = () => {
    close();
    ask("callback");
  };
  const call = el("button", { class: "second instead", type: "button", click: instead }, t("call_me"));
  line.append(words, call);

  return {
    /** @param {{place?: number, minutes?: number}} [state] */
    draw: ({ place: n = 0, minutes = 0 } = {}) => {
      const said = !n ? "" : t(n > 1 ? "place" : "next", { n }) + (minutes ? " " + t("minutes", { n: minutes }) : "");
      if (words.textContent != said) words.textContent = said;
      call.hidden = !n || !after || minutes < after || !has("callback");
    },
  };
};
