/** A page opened by a letter's link: this browser goes on with the conversation that the letter was about. */
import { json } from "./json.js";
import { random } from "./natives.js";
import { page } from "./page.js";

const LINK = /#frontdesk-link=([\w-]*)/;
const PATIENCE = 5000; // ms; the page's own widgets wait for this

/**
 * Take the token out of the address, where nobody may copy it from, and ask for the conversation. Whoever opens such a
 * link does so of their own will: they are remembered as after any first touch.
 * @param {import("./types.js").Core} core
 */
export const start = async (core) => {
  const { config } = core;
  const [, token] = LINK.exec(location.hash) || [];
  history.replaceState(history.state, "", location.href.replace(LINK, ""));
  if (config.memory != "after_consent" || core.get("visitor")) core.allow();
  if (!core.visitor()) core.keep("visitor", random());
  const answer = await fetch(config.base + "rejoin", {
    method: "POST",
    body: json({ visitor: core.visitor(), token, page: page() }),
    credentials: "omit",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const { conversation, widget } = await answer.json();
  if (!conversation) return; // an old link: the page is as on any other day
  core.keep("talk", "0 " + conversation);
  core.keep("talking", "1");
  if (!widget) return; // the site has no chat any more, and no other widget is meant
  /** @type {any} */ (window).frontdesk ||= [];
  /** @type {any} */ (window).frontdesk.push(["open", widget, { site: config.site }]);
};
