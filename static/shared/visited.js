/**
 * This visit: which one it is, how many pages it has seen, since when, and the campaign it came by. It ends when for
 * 30 minutes no page was seen. Who does not want to be followed is counted after consent to `analytics` only.
 */

/** @type {import("../runtime/types.js").Shared} */
export const visited = ({ get, keep, visitor, isShy, life }) => {
  const hasArrived = !document.referrer.startsWith(location.origin + "/");
  let visit = "";
  let last = "";
  let isKept = false;
  const mayCount = () => visitor() && (!isShy || /analytics/.test(get("consent")));
  const look = () => {
    const [address, query = ""] = location.href.split("#")[0].split("?");
    if (last != (last = address + query)) {
      const now = Date.now();
      const [visits, pages, since, seen, came] = ((mayCount() && get("visit")) || visit).split(" ");
      visit = (
        now - +seen < 18e5
          ? [visits, +pages + 1, since, now, came]
          : [+visits + 1, visits || hasArrived ? 1 : NaN, now, now, query.match(/utm_\w+=[^&]*/g)?.join("&")]
      ).join(" ");
      isKept = false;
    }
    if (!isKept && mayCount()) isKept = !!keep("visit", visit);
  };
  for (const type of ["frontdesk:moved", "pagehide", "visibilitychange"]) addEventListener(type, look, life);
  addEventListener("pageshow", ({ persisted }) => persisted && look((last = "")), life);
  look();
  return () => {
    look();
    const [visits, pages, since, , came] = visit.split(" ");
    const isKnown = mayCount();
    return {
      visits: (isKnown && +visits) || undefined,
      pages: ((isKnown || hasArrived) && +pages) || undefined,
      since: +since,
      came,
    };
  };
};
