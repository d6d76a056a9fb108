/** A place in the page's own flow: `<div data-frontdesk="<widget id>">`. */

/**
 * Let the widget stand in its place as soon as there is one, and in the next when the page has put another in its stead.
 * @param {Element} host has the widget's id
 * @param {AbortSignal} signal
 */
export const standIn = (host, signal) => {
  const look = () => {
    const place = document.querySelector(`[data-frontdesk="${host.getAttribute("widget")}"]`);
    if (place && host.parentNode != place) place.replaceChildren(host);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watcher.disconnect());
  look();
};
