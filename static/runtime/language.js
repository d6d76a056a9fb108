/** Which of the site's languages this visitor reads. */
import { config } from "./config.js";
import { doc } from "./natives.js";

/** The page's own language, else the browser's, else the site's first. `sr-Latn` stands after `sr` in the list. */
export const language =
  [doc.documentElement.lang, ...navigator.languages]
    .map((spoken) => config.languages.findLast((known) => `${spoken}-`.startsWith(`${known}-`)))
    .find(Boolean) || config.languages[0];
