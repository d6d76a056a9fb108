/** Tells Google Analytics, where the page has it by now. */

/** @type {import("../runtime/types.js").Goal} */
export const gtag = (name, { id, kind }, more) =>
  window.gtag?.("event", "frontdesk_" + name.replace(/\W/g, "_"), { ...more, kind, widget: id });
