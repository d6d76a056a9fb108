/** Who the visitor is, as the page says: with a token that its server has signed, or as plain facts that prove nothing. */
import { json } from "./json.js";
import { random } from "./natives.js";
import { names, note } from "./outbox.js";
import { page } from "./page.js";

const PATIENCE = 15000;
const FACTS = ["phone", "name", "email"];

/**
 * @typedef {{token?: string, phone?: string, name?: string, email?: string}} Given what the page says; null: nobody
 * @param {import("./types.js").Core} core
 * @param {() => void} hello say anew who this is
 * @returns {(given: Given|null) => Promise<void>} one after another, in the order in which the page has said it
 */
export const identityOf = (core, hello) => {
  let last = Promise.resolve();
  /** What nobody may be told yet, since nobody knows this browser. @type {Given|undefined} */
  let waiting;

  /** From now on this browser is somebody else's: nothing of who it was is left to see. */
  const forget = () => {
    for (const name of ["known", "talk", "talking", ...names(core, "lead:"), ...names(core, "say:")]) core.keep(name);
    core.conversation?.forget();
    if (core.visitor()) core.keep("visitor", random());
    note(core);
  };

  /** Fill other forms with it, on this device. @param {Given} facts */
  const know = (facts) => {
    const known = JSON.parse(core.get("known") || "{}");
    for (const fact of FACTS) if (facts[fact]) known[fact] = `${facts[fact]}`;
    core.keep("known", json(known));
    core.evaluate();
  };

  /** @param {Given} given @returns {Promise<void>} */
  const ask = async ({ token, phone, name, email }) => {
    const visitor = core.visitor();
    const answer = await fetch(core.config.base + "identify", {
      method: "POST",
      body: json({ visitor, token, phone, name, email, language: core.language, page: page() }),
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { code, verified, changed, known } = await answer.json();
    if (code == "identity_invalid") core.tell(code);
    if (code) return;
    if (changed) forget(); // another user logged in on this device
    if (verified) {
      core.interacted();
      if (changed || (!visitor && core.visitor())) return ask({ token, phone, name, email }); // now it may be said whose this is
    }
    know({ phone, name, email, ...known });
    hello();
  };

  /** @param {Given|null} given */
  const act = async (given) => {
    waiting = undefined;
    if (!given) {
      forget();
      core.evaluate();
      hello();
    } else if (given.token != null || core.visitor()) await ask(given);
    else know((waiting = given));
  };

  core.on("lead", () => waiting && identify(waiting));
  /** @param {Given|null} given */
  const identify = (given) => (last = last.catch(() => {}).then(() => act(given)));
  return identify;
};
