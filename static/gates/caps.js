/** How often a widget may open by itself: in this visit, within a day, ever. */

/** @type {import("../runtime/types.js").Gate} */
export const caps = ({ instances, get, keep, on, visited }) => {
  /** When it has done so. @param {string} id @returns {string[]} */
  const moments = (id) => get("caps:" + id)?.split(" ") || [];
  on("opened", ({ widget }) => {
    const instance = instances.get(widget);
    if (instance?.byItself && instance.widget.caps)
      keep("caps:" + widget, [...moments(widget).slice(-999), Date.now()].join(" "));
  });
  return ({ widget: { id, caps } }) => {
    const past = moments(id);
    const since = { visit: visited().since, day: Date.now() - 864e5, total: 0 };
    return Object.entries(caps || {}).every(([name, most]) => past.filter((at) => +at >= since[name]).length < most);
  };
};
