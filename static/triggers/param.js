/** The address has a parameter, of whatever value or of this one. */

/** @type {import("../runtime/types.js").Armed} */
export const param = (fire, { name, value }, signal) => {
  // not before everybody has heard of the move: on the new page this widget may not be due
  const look = () =>
    setTimeout(() => {
      const values = new URLSearchParams(location.search).getAll(name);
      if (!signal.aborted && (value == null ? values[0] != null : values.includes(value))) fire(true);
    });
  addEventListener("frontdesk:moved", look, { signal });
  look();
};
