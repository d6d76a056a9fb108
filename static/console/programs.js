/** A place to try the programs' door: what is sent goes there and nowhere else; the token lives as long as the page. */

const LONGEST = 60_000; // characters of an answer that are shown

/** @param {HTMLFormElement} form */
function asked(form) {
  const query = new URLSearchParams();
  let path = String(form.dataset.path);
  /** @type {string|undefined} */
  let body;
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[data-place]"))) {
    const value = field.value.trim();
    if (field.dataset.place == "path") path = path.replace(`{${field.name}}`, encodeURIComponent(value));
    else if (field.dataset.place == "body") body = value;
    else if (value) query.set(field.name, value);
  }
  return { path: query.size ? `${path}?${query}` : path, body };
}

/** @param {string|undefined} text */
function isJson(text) {
  try {
    JSON.parse(text || "{}");
    return true;
  } catch {
    return false;
  }
}

/** @param {string} text */
function readable(text) {
  try {
    text = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // A table or nothing at all: it is shown as it came.
  }
  return text.slice(0, LONGEST);
}

/** @param {HTMLFormElement} form */
async function attempt(form) {
  const status = /** @type {HTMLElement} */ (form.querySelector("[data-status]"));
  const shown = /** @type {HTMLElement} */ (form.querySelector("[data-answer]"));
  const token = /** @type {HTMLInputElement} */ (document.getElementById("token"));
  const { path, body } = asked(form);
  if (!token.value.trim()) {
    status.textContent = String(form.dataset.noToken);
    return token.focus();
  }
  if (!isJson(body)) return void (status.textContent = String(form.dataset.badJson));
  status.textContent = String(form.dataset.running);
  const begun = performance.now();
  try {
    const answer = await fetch(path, {
      method: form.dataset.method,
      headers: { authorization: `Bearer ${token.value.trim()}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body,
      credentials: "omit",
      signal: AbortSignal.timeout(30_000),
    });
    shown.textContent = readable(await answer.text());
    shown.hidden = !shown.textContent;
    status.textContent = `${answer.status} · ${Math.round(performance.now() - begun)} ms`;
  } catch {
    status.textContent = String(form.dataset.noAnswer);
  }
}

/** Join the page, where it is this one. */
export function startPrograms() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-operation]")) return;
    event.preventDefault();
    void attempt(form);
  });
}
