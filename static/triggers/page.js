/** The so-and-so-many-th page of this visit, also where the page becomes another one without being loaded afresh. */

/** @type {import("../runtime/types.js").Armed} */
export const page = (fire, { number }, signal, { visited }) => {
  // not before everybody has heard of the move: on the new page this widget may not be due
  const look = () => setTimeout(() => signal.aborted || (visited().pages == number && fire(true)));
  addEventListener("frontdesk:moved", look, { signal });
  look();
};
