/** The pop-up as a bar along an edge: one line and a press, which opens the rest of it. */
import { goOn } from "./go.js";
import { own } from "./own.js";
import { pageOf } from "./page.js";
import { popup } from "./popup.js";
import { region } from "./region.js";

/** @param {import("./popup.js").Stage} stage */
const strip = ({ visit, rest }) => {
  const { t, settings } = visit;
  const { offers, steps, link } = settings;
  const unfold = () => void rest().then((teller) => teller?.unfold());
  const isMore = offers != "text" || steps;
  return pageOf(
    "",
    own(visit, "title"),
    own(visit, "text"),
    isMore && goOn(offers == "code" ? t("show_code") : own(visit, "button"), unfold),
    !isMore && link && goOn(own(visit, "button"), link),
  );
};

/** @param {ShadowRoot} room @param {import("./popup.js").Visit} visit */
export const mount = (room, visit) => popup(room, visit, region("bar " + (visit.settings.edge || "")), strip);
