/** Leads to a part of the page: into sight, and the keyboard's place with it. */

/** @param {string} id */
export const showPart = (id) => {
  const part = document.getElementById(id);
  if (!part) return;
  const isCalm = matchMedia("(prefers-reduced-motion:reduce)").matches;
  part.scrollIntoView({ behavior: isCalm ? "auto" : "smooth", block: "start" });
  part.focus({ preventScroll: true });
  if (document.activeElement == part) return;
  part.setAttribute("tabindex", "-1"); // a heading or a section takes the focus for this once
  part.addEventListener("blur", () => part.removeAttribute("tabindex"), { once: true });
  part.focus({ preventScroll: true });
};
