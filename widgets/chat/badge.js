/** How many messages nobody has read: for the eye on the launcher, and said once for whoever listens. */
import { el } from "../../static/parts/elements.js";

/**
 * @param {ShadowRoot} room
 * @param {HTMLElement} launcher
 * @param {import("../../static/runtime/types.js").Visit<any>["t"]} t
 * @returns {(n: number) => void}
 */
export const badgeOn = (room, launcher, t) => {
  const badge = el("span", { class: "badge", "aria-hidden": "true", hidden: "" });
  const heard = el("p", { class: "heard", role: "status" });
  launcher.prepend(badge); // its words stay the last
  room.append(heard);
  return (n) => {
    const words = n ? t("unread", { n }) : "";
    badge.hidden = !n;
    badge.textContent = n > 9 ? "9+" : n;
    launcher.ariaLabel = n ? `${t("launcher")}, ${words}` : null;
    setTimeout(() => (heard.textContent = launcher.hidden ? "" : words), 99); // a live region is there before its words
  };
};
