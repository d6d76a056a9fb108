/** Who comes from a search engine on a phone reads the first page in peace: what would cover it comes as a bar, or not. */

/** @type {import("../runtime/types.js").Gate} */
export const guard = ({ fact, visited }) => (instance) => {
  const { interrupts, bar } = instance.widget;
  const engine = /^https?:..([^/]*\.)?(google|bing|yandex|ya|duckduckgo|yahoo|baidu|ecosia|qwant|startpage|seznam)\./;
  if (!interrupts || visited().pages > 1 || fact("device") != "phone" || !engine.test(document.referrer)) return true;
  return (instance.asBar ||= !!bar && !instance.drawn);
};
