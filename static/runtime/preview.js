/** A page opened by a preview's link: drafts in place of what is published; nothing is counted, kept or sent. */

const PARAMETER = "frontdesk-link";

/** @type {{[language: string]: {on: string, over: string, leave: string, someone: string}}} */
const WORDS = {
  en: {
    on: "Preview – nothing is counted",
    over: "The preview has ended: this is what visitors see",
    leave: "End",
    someone: "Anna (example)",
  },
  ru: {
    on: "Предпросмотр – ничего не считается",
    over: "Предпросмотр закончился: это видят посетители",
    leave: "Закончить",
    someone: "Анна (пример)",
  },
  sr: {
    on: "Преглед – ништа се не броји",
    over: "Преглед је завршен: ово виде посетиоци",
    leave: "Заврши",
    someone: "Ана (пример)",
  },
  "sr-Latn": {
    on: "Pregled – ništa se ne broji",
    over: "Pregled je završen: ovo vide posetioci",
    leave: "Završi",
    someone: "Ana (primer)",
  },
};

const LOOKS = `:host{all:initial!important}
div{position:fixed;z-index:2147483647;inset-block-start:12px;inset-inline-start:12px;max-inline-size:calc(100% - 24px);
box-sizing:border-box;display:flex;gap:4px;align-items:center;padding-inline-start:14px;border-radius:22px;min-block-size:44px;
background:#1d2526;color:#fff;border:1px solid #8a9a98;font:500 14px/1.3 system-ui,sans-serif}
p{margin:0;padding-block:6px}
a{display:flex;align-items:center;min-block-size:44px;padding-inline:10px 14px;color:#fff;text-decoration:underline}
a:focus-visible{outline:2px solid #fff;outline-offset:-4px;border-radius:20px}`;

/**
 * A word in the corner of the page. The live region is there before what it says.
 * @param {import("./types.js").Core} core
 * @param {"on"|"over"} state
 */
const badge = ({ language }, state) => {
  const words = WORDS[language] || WORDS[language.slice(0, 2)] || WORDS.en;
  const host = document.createElement("frontdesk-preview");
  const room = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOKS);
  room.adoptedStyleSheets = [sheet];
  const [box, status, leave] = ["div", "p", "a"].map((name) => document.createElement(name));
  host.lang = language in WORDS ? language : "en";
  status.setAttribute("role", "status");
  leave.textContent = words.leave;
  const address = new URL(location.href);
  address.searchParams.delete(PARAMETER);
  leave.setAttribute("href", address.href);
  box.append(status, leave);
  room.append(box);
  document.documentElement.append(host);
  setTimeout(() => (status.textContent = words[state]), 100);
};

/**
 * What stands in for the server: everything that is left is answered at once, as an example.
 * @param {import("./types.js").Core} core
 * @param {{[widget: string]: import("./types.js").Answer}} answers
 * @returns {import("./types.js").Line}
 */
const standIn = ({ news, instances }, answers) => ({
  submit: async ({ id }, _, values) => {
    const answer = answers[id];
    news[id] = ["kept", { ...answer, values }];
    instances.get(id)?.handlers?.kept?.({ ...answer, values });
    return answer;
  },
  talk: async () => undefined,
  hello: () => {},
  moved: () => {},
  stop: () => {},
});

/**
 * Put the drafts in place of what is published. Before the loader goes on, everything that would keep or tell is taken off.
 * @param {import("./types.js").Core} core
 */
export const start = async (core) => {
  const { config } = core;
  const token = new URLSearchParams(location.search).get(PARAMETER) || "";
  let made;
  try {
    const asked = `${config.base}preview?token=${encodeURIComponent(token)}`;
    made = await (await fetch(asked, { credentials: "omit", cache: "no-store" })).json();
  } catch {} // as if it had ended
  if (!made?.preview) {
    badge(core, "over");
    throw new Error("over"); // the loader goes on as on any other page
  }
  const { preview, goals, ...drafts } = made;
  const { complete } = await core.load("pieces"); // a draft may ask for what this loader was served without
  const line = standIn(core, preview.answers);
  core.isPreview = true;
  core.live = async () => line;
  core.facts = { sender: { id: "example", name: (WORDS[core.language] || WORDS.en).someone } };
  core.interacted = core.allow = core.keep = core.tell = () => {};
  const widget = drafts.widgets.find((/** @type {any} */ { id }) => id == preview.widget);
  if (widget) {
    // it is here to be looked at: on whatever page, at whatever time, and at once
    delete widget.start;
    delete widget.stop;
    Object.assign(widget, { where: {}, when: [] });
    /** @type {any} */ (window).frontdesk ||= [];
    /** @type {any} */ (window).frontdesk.push(["open", widget.id, { site: config.site }]);
  }
  Object.assign(config, drafts, { goals: undefined });
  complete(core);
  badge(core, "on");
};
