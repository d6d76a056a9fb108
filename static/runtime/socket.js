/** One WebSocket to the site, opened again with patience; it only carries, and forgets nothing that matters. */
import { json } from "./json.js";

const SILENCE = 6e4; // the server pings every 25 s
const FINAL = [4403, 4404, 4400]; // coming back would not help
const RESTART = 1012;

/**
 * @param {import("./types.js").Core} core
 * @param {() => object} hello the first frame, made when it is sent
 * @param {(frame: any) => void} hear
 */
export const openSocket = (core, hello, hear) => {
  /** @type {WebSocket|undefined} */
  let socket;
  let tries = 0;
  let isWelcome = false;
  let isOver = core.isHttpOnly;
  let timer = 0;
  let silence = 0;

  /** @param {any} frame */
  const say = (frame) => socket?.readyState == 1 && socket.send(json(frame));

  const rest = () => {
    clearTimeout(timer);
    clearTimeout(silence);
    isWelcome = false;
    const old = socket;
    socket = undefined;
    old?.close();
  };

  const connect = () => {
    if (socket || isOver) return;
    clearTimeout(timer);
    try {
      socket = new WebSocket(core.config.base.replace("http", "ws") + "socket");
    } catch {
      isOver = true; // the page forbids it: the other way is open
      return;
    }
    const mine = socket;
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => again(0), SILENCE);
    };
    /** @param {number} code */
    const again = (code) => {
      if (mine != socket) return;
      rest();
      hear({ type: "cut" });
      isOver = FINAL.includes(code);
      if (code == RESTART) tries = Math.max(tries, 3); // everybody comes back at once: spread over 8 s at least
      timer = setTimeout(connect, Math.random() * Math.min(3e4, 1e3 * 2 ** tries++));
    };
    listen();
    mine.onopen = () => say({ type: "hello", ...hello() });
    mine.onclose = ({ code }) => again(code);
    mine.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      listen();
      if (frame.type == "ping") say({ type: "pong" });
      if (frame.type == "welcome") {
        isWelcome = true;
        tries = 0;
      }
      hear(frame);
    };
  };

  return { connect, rest, say, isOpen: () => isWelcome };
};
