/** Small helpers to draw with; they are linked into each widget's module that uses them. */

/**
 * One element. `class` is also its part; a function is a listener.
 * @param {string} tag
 * @param {{[name: string]: any}} [attributes]
 * @param {...(Node|string|null|undefined|false)} children text stays text
 * @returns {any}
 */
export const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value == "function") node.addEventListener(name, value);
    else if (value != null) node.setAttribute(name, value);
  }
  if (attributes.class) node.setAttribute("part", attributes.class);
  node.append(.../** @type {(Node|string)[]} */ (children.filter(Boolean)));
  return node;
};

/** A line icon of one path, for the eye only. @param {string} path */
export const icon = (path) => {
  const [svg, line] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  line.setAttribute("d", path);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(line);
  return svg;
};
