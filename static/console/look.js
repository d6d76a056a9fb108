/** Light, dark, or as the system: kept in a cookie that the server reads, so that no page flashes in the other one. */

const YEAR = 31_536_000;

/** Join the switch. */
export function startLook() {
  const place = document.querySelector("[data-look]");
  place?.addEventListener("change", (event) => {
    const theme = /** @type {HTMLInputElement} */ (event.target).value;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    document.cookie = `frontdesk_theme=${theme}; path=/console; max-age=${theme ? YEAR : 0}; samesite=lax`;
  });
}
