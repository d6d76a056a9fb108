/** `*` stands for any run of characters, also none; every other character for itself. Never looks back. */

/** @type {import("../runtime/types.js").Op} */
export const glob = (value, text) => {
  const pieces = value.split("*");
  const last = pieces.pop();
  const first = pieces.shift();
  if (first == null) return text == last;
  let at = first.length;
  const end = text.length - last.length;
  return (
    at <= end &&
    text.startsWith(first) &&
    text.endsWith(last) &&
    pieces.every((/** @type {string} */ piece) => {
      const found = text.indexOf(piece, at);
      at = found + piece.length;
      return found >= 0 && at <= end;
    })
  );
};
