/** The console in the browser: joins the small parts; each stands alone and the pages work without any of them. */
import { startChoosing } from "./choosing.js";
import { startClocks } from "./clocks.js";
import { startAttaching } from "./attaching.js";
import { startConversations } from "./conversations.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
import { startFocus } from "./focus.js";
import { startForms } from "./forms.js";
import { startFreshness } from "./freshness.js";
import { startIdle } from "./idle.js";
import { startJoining } from "./joining.js";
import { startKeys } from "./keys.js";
import { startLine } from "./line.js";
import { startLook } from "./look.js";
import { startNotes } from "./notes.js";
import { startOffline } from "./offline.js";
import { startPasting } from "./pasting.js";
import { startPrograms } from "./programs.js";
import { startReplies } from "./replies.js";
import { startRinging } from "./ringing.js";
import { startPlaces } from "./start.js";
import { startStrips } from "./strips.js";
import { startToasts } from "./toasts.js";
import "./keyed.js";

startLook();
startToasts();
startOffline();
startFreshness();
startForms();
startStrips();
startFocus();
startDialogs();
startKeys();
startChoosing();
startPlaces();
startJoining();
startPasting();
startPrograms();

if (document.body.dataset.site) {
  startDrafts();
  startClocks();
  startRinging();
  startNotes();
  startReplies();
  startConversations();
  startAttaching();
  startIdle();
  startLine();
}
