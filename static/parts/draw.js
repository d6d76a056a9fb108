/** Gives a widget its element in the page, its shadow root and its looks, and lets it draw; part of each widget's module. */
import { visitOf } from "./visit.js";

const shown = new Set();

/**
 * The element is a child of the root, so that a swapped body leaves it alone.
 * @param {(room: ShadowRoot, visit: import("../runtime/types.js").Visit<any>) => () => void} mount
 * @param {string} css
 * @param {{[key: string]: string}} texts
 * @returns {(instance: import("../runtime/types.js").Instance, core: import("../runtime/types.js").Core) => void}
 */
export const drawWith = (mount, css, texts) => (instance, core) => {
  const { widget, life } = instance;
  if (life.signal.aborted) return;
  const { brand, on, link, link_dark, theme, corner, radius = 99, zoom = 1, lift = 0 } = core.config.looks;
  const host = document.createElement("frontdesk-widget");
  const room = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    css +
      `:host{zoom:${zoom}!important}*{--b:${brand};--on:${on};--link:${link};--r:${radius}px;--lift:${lift / zoom}px}:host([theme=dark]) *{--link:${link_dark}}`,
  );
  room.adoptedStyleSheets = [sheet];
  const isDark = matchMedia("(prefers-color-scheme:dark)");
  const dress = () => {
    const shade = theme == "auto" ? (isDark.matches ? "dark" : "light") : theme;
    const looks = { kind: widget.kind, widget: widget.id, lang: core.language, corner, theme: shade, dir: /^(ar|fa|he|ur)/.test(core.language) ? "rtl" : "ltr" };
    for (const [name, value] of Object.entries(looks)) host.setAttribute(name, value);
  };
  dress();
  isDark.addEventListener("change", dress, life);
  for (const type of ["click", "touchstart", "keydown", "keyup", "keypress", "focusin"])
    host.addEventListener(
      type,
      (event) => {
        if (event.isTrusted && !/up|ss|in/.test(type)) core.interacted();
        if (/^[kf]/.test(type)) event.stopPropagation(); // the page's hot keys and focus traps are not for us
      },
      { passive: true },
    );
  const unmount = mount(room, visitOf(instance, core, texts));
  life.signal.addEventListener("abort", () => {
    unmount();
    host.remove();
  });
  if (!widget.inline) document.documentElement.append(host);
  if (!shown.has(widget.id)) core.tell("shown", widget);
  shown.add(widget.id);
};
