/** A page without a form: words, a code or the way to one, a link. */
import { el } from "../../static/parts/elements.js";
import { goOn } from "./go.js";
import { own } from "./own.js";
import { pageOf } from "./page.js";
import { ticketOf } from "./ticket.js";

/** @param {import("./popup.js").Stage} stage */
export const wordPage = (stage) => {
  const { visit, rest } = stage;
  const { t, settings } = visit;
  const { offers, picture, code_source, code, link } = settings;
  const take = () => void rest().then((teller) => (teller ? teller.take() : (problem.textContent = t("failed"))));
  const problem = el("p", { class: "problem", role: "alert" });
  return pageOf(
    picture,
    own(visit, "title"),
    own(visit, "text"),
    offers == "code" && !code_source && ticketOf(stage, code),
    code_source && goOn(t("show_code"), take),
    code_source && problem,
    link && goOn(own(visit, "button"), link),
  );
};
