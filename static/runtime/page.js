/** The page a visitor is on, as the server hears of it. */
import { doc, here } from "./natives.js";

export const page = () => ({ url: here.href, title: doc.title, referrer: doc.referrer });
