/** Sends what a form holds: its button says that it is being sent, and a line beside it why it could not be. */

export const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/; // the server reads more closely

/** The purposes that are ticked. @param {HTMLFormElement} form @returns {string[]} */
export const agreedIn = (form) => [.../** @type {Iterable<any>} */ (form.querySelectorAll("[name=consent]:checked"))].map(({ value }) => value);

/**
 * @param {import("../runtime/types.js").Visit<any>} visit
 * @param {ParentNode} page has the button `.submit` and the line `.problem`, which may be taken out of it meanwhile
 * @param {string} key of the button's words
 */
export const sendingOf = ({ t, submit }, page, key) => {
  const [button, problem] = [".submit", ".problem"].map((each) => /** @type {HTMLElement} */ (page.querySelector(each)));

  /** @param {boolean} isSending */
  const busy = (isSending) => {
    button.ariaDisabled = isSending ? "true" : null;
    button.textContent = t(isSending ? "sending" : key);
  };

  /** It can be sent again. @param {string} [words] why it has to be */
  const fail = (words = "") => {
    busy(false);
    problem.textContent = words;
  };

  return {
    fail,
    /** A press while it is sent does nothing. @param {{[field: string]: any}} values @param {string[]} [agreed] @param {string} [trap] */
    leave: (values, agreed, trap) => {
      if (button.ariaDisabled) return;
      problem.textContent = "";
      busy(true);
      submit(values, agreed, trap).catch((/** @type {any} */ { code }) => code || fail(t("failed"))); // else told to the handlers
    },
  };
};
