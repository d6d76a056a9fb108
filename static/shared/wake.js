/** Looks again when the next widget starts or stops, and with each quarter of an hour where a rule asks for the time. */

/** @type {import("../runtime/types.js").Shared} */
export const wake = ({ config, life, evaluate }) => {
  let timer = 0;
  life.signal.addEventListener("abort", () => clearTimeout(timer));
  return () => {
    const now = Date.now();
    const moments = config.widgets.flatMap(({ start = 0, stop = 0 }) => [start, stop]);
    if (config.zone) moments.push(now + 9e5 - (now % 9e5)); // the hours of no zone begin in between
    const wait = Math.min(...moments.filter((at) => at > now)) - now;
    clearTimeout(timer);
    if (wait < 2 ** 31) timer = setTimeout(evaluate, wait);
  };
};
