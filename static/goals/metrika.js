/** Tells Yandex Metrica, where the page has it by now. */

/** @type {import("../runtime/types.js").Goal} */
export const metrika = (name, { id, kind }, more, { metrika }) =>
  window.ym?.(+metrika, "reachGoal", "frontdesk_" + name.replace(/\W/g, "_"), { ...more, kind, widget: id });
