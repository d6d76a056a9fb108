/** The console in the browser: joins the small parts; each stands alone and the pages work without any of them. */
import { startClocks } from "./clocks.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startLine } from "./line.js";
import { startLook } from "./look.js";
import { startRinging } from "./ringing.js";
import { startToasts } from "./toasts.js";
import "./keyed.js";

startLook();
startToasts();
startForms();
startKeys();

if (document.body.dataset.site) {
  startClocks();
  startRinging();
  startLine();
}
