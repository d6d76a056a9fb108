/** The code that somebody was given, until when it holds; or why there is none. */
import { el } from "../../static/parts/elements.js";
import { ticketOf } from "./ticket.js";

/**
 * @param {import("./popup.js").Stage} stage
 * @param {{code?: string|null, code_ends?: string|null, code_reason?: string}} answer
 * @returns {Node[]}
 */
export const given = (stage, { code, code_ends, code_reason }) => {
  const { t, language, settings } = stage.visit;
  const words = settings.code_source ? code : settings.code;
  if (!words) return code_reason ? [el("p", {}, t("no_code_" + code_reason) || t("no_code_needs_manager"))] : [];
  const ends = code_ends && new Date(code_ends);
  const date = ends && ends.toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
  return [
    ticketOf(stage, words),
    ends && el("p", { class: "ends" }, t(+ends > Date.now() ? "code_ends" : "code_ended", { date })),
  ].filter(Boolean);
};
