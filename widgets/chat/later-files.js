/** Files: how one is chosen, how far each is on its way, why one was not taken, and what one looks like that came. */
import { el, icon } from "../../static/parts/elements.js";
import { further } from "../../static/parts/further.js";

const CLIP = "M19.5 11l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3 3 0 0 1 4.3 4.3l-8 8a1.5 1.5 0 0 1-2.2-2.1l7.3-7.3";
const UPLOAD = 120000; // ms
const MOST_BYTES = 10 * 1024 * 1024; // as server/files/incoming.py takes them

/**
 * @param {ShadowRoot} room
 * @param {import("../../static/runtime/types.js").Visit<any>} given
 * @param {{write: {area: HTMLTextAreaElement, form: HTMLFormElement}, keep: (act: () => void) => void, widget: string, talk: () => Promise<import("../../static/runtime/types.js").Conversation|undefined>, texts: {[key: string]: string}, css: string}} more
 */
export const files = (room, given, { write: { area, form }, keep, widget, talk: talkOf, ...more }) => {
  const { t, language, settings } = further(room, given, more);
  /** @type {(() => Promise<void>)[]} */
  const waiting = [];
  let isBusy = false;
  const place = el("ul", { class: "files" });

  /**
   * The same key again sends it once. Fails with the refusal, or with nothing known.
   * @param {File} file @param {string} key @param {(part: number) => void} tell
   */
  const send = async (file, key, tell) => {
    const talk = await talkOf();
    if (!talk) throw {};
    const head = JSON.stringify({ ...talk.head(), key, widget, name: file.name });
    await new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", talk.at("files"));
      request.timeout = UPLOAD;
      request.upload.onprogress = ({ loaded, total }) => tell(loaded / total);
      request.onerror = request.ontimeout = () => reject({});
      request.onload = () => {
        try {
          const answer = JSON.parse(request.responseText);
          (answer.number ? resolve : reject)(answer);
        } catch {
          reject({}); // somebody between us answered
        }
      };
      request.send(new Blob([head + "\n", file], { type: "text/plain" }));
    });
    talk.begun();
  };

  const next = async () => {
    const each = isBusy ? undefined : waiting.shift();
    if (!each) return;
    isBusy = true;
    await each();
    isBusy = false;
    next();
  };

  /** Why it is never taken, in the visitor's words; nothing, where another try may succeed. @param {any} refusal */
  const why = ({ code, reasons = {} } = {}) =>
    code == "too_large"
      ? t("file_large")
      : { full: t("file_full"), kind: t("file_kind"), broken: t("file_broken"), pixels: t("file_pixels"), empty: t("file_empty") }[/** @type {string} */ (reasons.file)];

  /** @param {File} file */
  const add = (file) => {
    const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (part) => part.toString(36)).join(""); // randomUUID is not there on http
    const bar = el("progress", { "aria-label": file.name, max: 1 });
    const end = el("span", { class: "file-end" }, bar);
    const row = el("li", {}, el("bdi", {}, file.name), end);
    const drop = () => el("button", { class: "second", type: "button", "aria-label": `${t("file_drop")}: ${file.name}`, click: () => row.remove() }, "×");
    const queue = () => {
      end.replaceChildren(bar);
      waiting.push(work);
      next();
    };
    const again = () => el("button", { class: "second", type: "button", click: queue }, t("again"));
    const work = async () => {
      try {
        if (file.size > MOST_BYTES) throw { code: "too_large" };
        await send(file, key, (part) => (bar.value = part));
        row.remove();
      } catch (problem) {
        const refusal = /** @type {any} */ (problem);
        const words = why(refusal);
        const now = refusal?.code == "too_many" ? t("file_many") : t("not_sent");
        end.replaceChildren(el("span", { role: "alert" }, words || now), ...(words ? [] : [again()]), drop());
      }
    };
    keep(() => place.append(row));
    queue();
  };

  const chosen = el("input", {
    class: "heard",
    type: "file",
    multiple: "",
    "aria-label": t("attach"),
    change: () => {
      [...chosen.files].forEach(add);
      chosen.value = ""; // the same file may be chosen again
    },
  });
  const paste = (/** @type {any} */ event) => {
    const { files, types } = event.clipboardData;
    if (!files[0] || types.includes("text/plain")) return; // a table's picture comes with its words
    event.preventDefault();
    [...files].forEach(add);
  };
  if (settings.files !== false) {
    form.prepend(el("label", { class: "attach" }, icon(CLIP), chosen));
    form.before(place);
    area.addEventListener("paste", paste);
  }

  return {
    /** A picture is shown, of anything else its name and size. @param {HTMLElement} link @param {any} file */
    show: (link, { name, size, width, height }) => {
      const look = width ? "picture" : "file";
      link.className = look;
      link.setAttribute("part", look);
      if (!width) link.setAttribute("download", name);
      const kilobytes = new Intl.NumberFormat(language, { style: "unit", unit: "kilobyte" }).format(Math.ceil(size / 1024));
      keep(() => link.replaceChildren(width ? el("img", { src: /** @type {any} */ (link).href, width, height, alt: name, loading: "lazy" }) : `${name} · ${kilobytes}`));
    },
  };
};
