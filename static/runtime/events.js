/** What happened, told to the page at once and to the server in batches; ids only. */
import { config } from "./config.js";
import { ask, doc, here, stringify } from "./natives.js";

/** Each one JSON already. @type {string[]} */
let batch = [];

/** @type {{[name: string]: Set<(detail: any) => void>}} */
export const listeners = {};

/**
 * Tell the page, and note it for the server: of addresses what stands before their query. A listener of the page that
 * fails fails alone.
 * @param {string} name
 * @param {import("./types.js").WidgetConfig} [widget]
 * @param {string} [lead]
 * @param {{[name: string]: string}} [more] codes that say what exactly it was, for example `{action: "telegram"}`
 */
export const tell = (name, widget, lead, more) => {
  const { id, kind } = widget || {};
  const detail = { ...more, site: config.site, widget: id, kind, lead };
  for (const listener of listeners[name] || []) Promise.resolve(detail).then(listener).catch(() => {});
  dispatchEvent(new CustomEvent("frontdesk:" + name, { detail }));
  const [what, which, action, url, referrer] = [name, id, more?.action, here.href, doc.referrer].map((each) =>
    stringify(each?.split(/[?#]/)[0]),
  );
  if (id) batch.push(`{"name":${what},"widget":${which}${action ? `,"action":${action}` : ""},"page":{"url":${url},"referrer":${referrer}}}`);
  if (batch.length > 49) flush();
};

/** Send what was noted; nobody waits for the answer and nothing is tried again. */
export const flush = () => {
  const body = `{"events":[${batch}]}`;
  if (batch[0]) ask(config.base + "events", { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
  batch = [];
};
