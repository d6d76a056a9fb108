/** What the site's own clock says now, like `Mon, 13`. */

/** @type {import("../runtime/types.js").Shared} */
export const clock = ({ config }) => {
  /** @type {Intl.DateTimeFormat} */
  let format;
  return () => {
    format ||= new Intl.DateTimeFormat("en", { timeZone: config.zone, weekday: "short", hour: "numeric", hourCycle: "h23" });
    return format.format(Date.now());
  };
};
