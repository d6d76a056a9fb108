/**
 * `phone`, `tablet` or `desktop`: as the browser names itself; where it says nothing, one that is touched is a phone
 * when its screen is less than 600 px one way, and else a tablet.
 */

/** @type {import("../runtime/types.js").Fact} */
export const device = () => {
  const { userAgent } = navigator;
  if (/iPad|Tablet|Android(?!.*Mobi)/.test(userAgent)) return "tablet";
  if (/Mobi/.test(userAgent)) return "phone";
  if (!matchMedia("(pointer:coarse)").matches) return "desktop";
  return Math.min(screen.width, screen.height) < 600 ? "phone" : "tablet";
};
