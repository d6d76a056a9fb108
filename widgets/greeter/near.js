/** Stands near a part of the page, with an arrow at it and a ring around it; where it is not to be seen, in the corner. */
import { el } from "../../static/parts/elements.js";

const GAP = 16; // px between the card and the part, and least between the card and the window's edge
const PHONE = 480; // px; there the card is a sheet from the bottom

/**
 * Moving is done by `translate` alone, which shifts nothing in the page.
 * @param {HTMLElement} card @param {ShadowRoot} room @param {AbortSignal} signal
 * @returns {(selector: string) => void} told where to stand whenever the card comes
 */
export const near = (card, room, signal) => {
  const ring = el("div", { class: "ring" });
  const arrow = el("span", { class: "arrow" });
  let selector = "";
  let frame = 0;

  const find = () => {
    try {
      return document.querySelector(selector);
    } catch {} // it is no selector
  };

  const place = () => {
    frame = 0;
    if (!card.isConnected) return ring.remove();
    const { currentCSSZoom: zoom = 1, style, offsetLeft, offsetTop, offsetWidth: width, offsetHeight: height } = /** @type {any} */ (card);
    const [wide, high] = [innerWidth / zoom, innerHeight / zoom];
    const part = find();
    const seen = part?.getBoundingClientRect() || { left: 0, top: 0, width: 0, height: 0 };
    const [x, y, w, h] = [seen.left, seen.top, seen.width, seen.height].map((each) => each / zoom);
    const isShown = part?.checkVisibility?.({ visibilityProperty: true }) ?? true;
    const isSeen = isShown && w * h > 0 && x + w > 0 && x < wide && y + h > 0 && y < high;
    const isUnder = high - y - h > height + 2 * GAP;
    const isNear = isSeen && wide > PHONE && (isUnder || y > height + 2 * GAP);
    const left = Math.max(GAP, Math.min(x + w / 2 - width / 2, wide - width - GAP));
    const top = isUnder ? y + h + GAP : y - height - GAP;
    for (const [name, isSo] of /** @type {[string, boolean][]} */ ([["near", isNear], ["over", isNear && !isUnder]])) card.classList.toggle(name, isSo);
    style.translate = isNear ? `${left - offsetLeft}px ${top - offsetTop}px` : "";
    arrow.style.left = `${Math.max(20, Math.min(x + w / 2 - left, width - 20)) - 8}px`;
    ring.hidden = !isSeen;
    Object.assign(ring.style, { translate: `${x - 6}px ${y - 6}px`, width: `${w + 12}px`, height: `${h + 12}px` });
  };
  const soon = () => {
    if (selector) frame ||= requestAnimationFrame(place);
  };
  const watcher = new ResizeObserver(soon); // of a card that goes, too
  for (const type of ["scroll", "resize"]) addEventListener(type, () => ring.isConnected && soon(), { capture: true, passive: true, signal });
  signal.addEventListener("abort", () => watcher.disconnect());
  for (const each of [card, document.body]) watcher.observe(each);

  return (given) => {
    selector = given;
    if (!card.isConnected) return;
    card.append(arrow);
    room.insertBefore(ring, card);
    place();
  };
};
