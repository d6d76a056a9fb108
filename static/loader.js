/** The one script a page loads: reads its configuration, shows what is due, and stays out of the way. */
import { listen } from "./runtime/commands.js";
import { config } from "./runtime/config.js";
import { core, overLine } from "./runtime/core.js";
import { flush, tell } from "./runtime/events.js";
import { onMove } from "./runtime/moves.js";
import { evaluate } from "./runtime/stage.js";

/** The snippet pasted twice runs once; another site's runs beside it. */
const guard = Symbol.for("frontdesk " + config.site);
const world = /** @type {any} */ (window);

if (!world[guard]) {
  world[guard] = 1;
  const life = new AbortController();
  onMove(() => {
    evaluate();
    overLine("moved");
  }, life.signal);
  for (const type of ["pagehide", "visibilitychange"]) addEventListener(type, flush, life);
  evaluate();
  listen(() => {
    life.abort();
    flush();
    overLine("stop");
    delete world[guard];
  });
  tell("ready");
  if (core.get("busy")) core.live().catch(() => {}); // something left earlier is not with the server yet, or not ended
}
