/** The one script a page loads: reads its configuration, shows what is due, and stays out of the way. */
import { listen } from "./runtime/commands.js";
import { config } from "./runtime/config.js";
import { core, launch, overLine } from "./runtime/core.js";
import { flush } from "./runtime/events.js";
import { remember } from "./runtime/memory.js";
import { onMove } from "./runtime/moves.js";
import { here } from "./runtime/natives.js";
import { evaluate } from "./runtime/stage.js";

/** The snippet pasted twice runs once; another site's runs beside it. */
const guard = Symbol.for("frontdesk " + config.site);
const world = /** @type {any} */ (window);

const go = () => {
  core.make();
  evaluate();
  onMove(() => {
    core.tell("moved");
    evaluate();
    overLine("moved");
  });
  for (const type of ["pagehide", "visibilitychange"]) addEventListener(type, flush, core.life);
  listen(() => {
    core.life.abort();
    flush();
    overLine("stop");
    delete world[guard];
  });
  core.tell("ready");
  if (core.get("busy")) core.live().catch(() => {}); // something left earlier is not with the server yet, or not ended
};

if (!world[guard]) {
  world[guard] = 1;
  if (here.href.includes("frontdesk-link=")) launch("link").catch(remember).then(go);
  else {
    remember();
    go();
  }
}
