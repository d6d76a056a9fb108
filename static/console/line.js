/**
 * The live line: news arrives as kinds and numbers, and each part of the page fetches itself afresh.
 *
 * Nothing is lost with the connection: the page knows the feed's number it was drawn at; whoever comes back says the
 * last number it has and hears what it missed, or that it was away too long and has to read everything. Waits grow and are drawn at random, so that a restarted
 * server is not met by everybody at once.
 */
import { setServerNow } from "./clocks.js";
import { lineIsLost, reached } from "./offline.js";

const FIRST_MS = 500;
const LONGEST_MS = 30_000;
const REST_MS = 400;
const SILENCE_MS = 65_000; // the server speaks each 25 s
/** @type {Record<number, string>} why nobody may listen any longer, as the log-in page says it */
const GONE = { 4401: "again", 4410: "removed", 4423: "locked" };
const CHANGED = 4409; // the page shows what another role may do

const body = document.body;
/** @type {((frame: any) => void)[]} */
const listeners = [];
/** @type {(() => void)[]} */
const openers = [];
/** @type {WebSocket | null} */
let socket = null;
let have = Number(body.dataset.number);
let tries = 0;
/** @type {Map<string, boolean>} what was just told, and whether it has happened again since */
const resting = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/**
 * Let the parts of the page know; those that listen fetch themselves. The first one at once, and however many follow,
 * one more a moment later: a busy day must not make every open page ask without end.
 * @param {string} what
 */
function tell(what) {
  if (resting.has(what)) return void resting.set(what, true);
  body.dispatchEvent(new CustomEvent(`frontdesk:${what}`));
  resting.set(what, false);
  setTimeout(() => {
    const again = resting.get(what);
    resting.delete(what);
    if (again) tell(what);
  }, REST_MS);
}

function open() {
  clearTimeout(waiting);
  const address = new URL("/console/socket", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const line = new WebSocket(address);
  socket = line;
  line.onopen = () => {
    const { site, csrf } = body.dataset;
    line.send(JSON.stringify({ type: "hello", site, csrf, have }));
    for (const opener of openers) opener();
    listen();
  };
  line.onmessage = (event) => socket === line && hear(JSON.parse(event.data), line);
  line.onclose = (event) => socket === line && lost(event.code);
}

/** Say something on the line, if it stands; what must not be lost does not go this way. @param {object} frame */
export function say(frame) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

/** Say something whenever a line stands anew. @param {() => void} opener */
export function onLine(opener) {
  openers.push(opener);
}

/** Hear the frames that are no news, for example that somebody is writing. @param {(frame: any) => void} listener */
export function onFrame(listener) {
  listeners.push(listener);
}

/**
 * @param {any} frame
 * @param {WebSocket} line
 */
function hear(frame, line) {
  listen();
  reached();
  if (frame.type === "ping") {
    setServerNow(frame.now);
    line.send('{"type":"pong"}');
  } else if (frame.type === "welcome") {
    have = Math.max(have, frame.number);
    stand(true);
    for (const listener of listeners) listener(frame);
  } else if (frame.type === "news") {
    have = frame.number;
    for (const kind of new Set(frame.items.map((/** @type {{ kind: string }} */ item) => item.kind))) tell(String(kind));
  } else if (frame.type === "stale") {
    have = frame.number;
    tell("all");
  } else if (frame.type === "presence") {
    tell("team");
  } else {
    for (const listener of listeners) listener(frame);
  }
}

/** A line on which nobody speaks is no line. */
function listen() {
  clearTimeout(silence);
  silence = setTimeout(() => socket?.close(), SILENCE_MS);
}

/** @param {number} code */
function lost(code) {
  clearTimeout(silence);
  socket = null;
  if (Object.hasOwn(GONE, code)) return void location.assign(`/console/login?why=${GONE[code]}`);
  if (code === CHANGED) document.getElementById("changed")?.removeAttribute("hidden"); // what is half written stays
  stand(false);
  waiting = setTimeout(open, Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** tries++));
}

/** @param {boolean} well */
function stand(well) {
  if (well) tries = 0;
  body.dataset.line = well ? "well" : "lost";
  lineIsLost(!well && tries >= 2); // a blink is not worth a word: the banner comes with the second try
}

function now() {
  if (socket) return;
  tries = Math.min(tries, 2); // quick again, and what the banner says stays true
  open();
}

/** Open the line, and again whenever it is lost, the network is back or the page is taken out of the browser's cache. */
export function startLine() {
  open();
  addEventListener("online", now);
  addEventListener("pagehide", () => socket?.close());
  addEventListener("pageshow", (event) => event.persisted && now());
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-try-now]")) now();
    if (event.target instanceof Element && event.target.closest("[data-afresh]")) location.reload();
  });
}
