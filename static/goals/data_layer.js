/** Tells a tag manager: its queue is made where the page has none yet, as its own snippet does. */

/** @type {import("../runtime/types.js").Goal} */
export const data_layer = (name, { id, kind }, more) =>
  (window.dataLayer ||= []).push({
    event: "frontdesk_" + name.replace(/\W/g, "_"),
    frontdesk_kind: kind,
    frontdesk_widget: id,
    frontdesk_action: more?.action, // also where there is none: a tag manager remembers what it was told last
  });
