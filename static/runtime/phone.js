/** The phone field's helper, fetched when the field is first entered: countries by name, and numbers in groups. */
import { codes } from "./phone_codes.js";

/**
 * @typedef {{code: string, countries: string[], groups: number[], trunk?: string, short: number}} Plan how numbers under
 *   one code look; `short`: by how many digits they may be shorter than the groups
 */

const LONGEST = 40; // signs; the server reads no more

/** @type {Plan[]} */
const plans = codes.split(" ").map((line) => {
  const [, code, countries, groups, trunk, short] = /** @type {string[]} */ (line.match(/(\d+)(\D+)(\d+)-?(\d?)\.?(\d?)/));
  return { code, countries: /** @type {string[]} */ (countries.match(/../g)), groups: [...groups].map(Number), trunk, short: +short };
});

/** How many digits a mobile number has. @param {Plan} plan */
const usual = ({ groups }) => groups.reduce((sum, size) => sum + size);

/** @param {string} country */
const planOf = (country) => plans.find(({ countries }) => countries.includes(country));

/**
 * How many digits in front are dialled at home only: the 0 of most countries; another one only when it is too much.
 * @param {string} digits
 * @param {Plan} plan
 */
const trunkOf = (digits, plan) =>
  +(!!plan.trunk && digits.startsWith(plan.trunk) && (plan.trunk == "0" || digits.length > usual(plan)));

/**
 * Digits in the groups that people of that country read them in; what is too much stands at the end.
 * @param {string} digits
 * @param {Plan} [plan]
 */
export const grouped = (digits, plan) => {
  if (!plan) return digits;
  const groups = [];
  let at = 0;
  for (const size of [plan.groups[0] + trunkOf(digits, plan), ...plan.groups.slice(1), 99])
    groups.push(digits.slice(at, (at += size)));
  return groups.filter(Boolean).join(" ");
};

/**
 * A number as typed, in groups, and the plan it belongs to: its own when it is international, else the country's.
 * @param {string} typed
 * @param {string} country
 * @returns {{text: string, plan?: Plan}}
 */
export const read = (typed, country) => {
  const digits = typed.replace(/\D/g, "");
  const own = planOf(country);
  if (!/^\s*(\+|00)/.test(typed)) return { text: grouped(digits, own), plan: own };
  const whole = typed.trim()[0] == "+" ? digits : digits.slice(2);
  const plan = plans.find(({ code }) => whole.startsWith(code));
  return { text: plan ? `+${plan.code} ${grouped(whole.slice(plan.code.length), plan)}`.trim() : `+${whole}`, plan };
};

/**
 * Help with a phone field.
 * @param {HTMLInputElement} input
 * @param {HTMLSelectElement} select its country
 * @param {HTMLElement} shown where the chosen calling code is seen
 * @param {string[]} countries those to choose from; none means all of them
 * @param {string} language
 */
export const dress = (input, select, shown, countries, language) => {
  const name = new Intl.DisplayNames(language, { type: "region" });
  /** @param {string} country */
  const words = (country) => `${name.of(country)} +${planOf(country)?.code}`;
  const listed = countries[0]
    ? countries.filter(planOf)
    : plans.flatMap((plan) => plan.countries).sort((a, b) => words(a).localeCompare(words(b), language));
  const chosen = select.value;
  input.maxLength = LONGEST;
  select.replaceChildren(...listed.map((country) => new Option(words(country), country)));
  // nobody has said which country: the one this browser is set to, or none, but never the first of the alphabet
  const likely = countries[0] ? listed[0] : new Intl.Locale(navigator.language).maximize().region;
  select.value = listed.includes(chosen) ? chosen : likely || "";

  const show = () => (shown.textContent = `+${planOf(select.value)?.code ?? ""}`);
  const follow = () => {
    const { text, plan } = read(input.value, select.value);
    if (plan && !plan.countries.includes(select.value)) {
      const country = plan.countries.find((each) => listed.includes(each));
      if (country) select.value = country;
    }
    show();
    return text;
  };
  input.addEventListener("input", () => {
    const text = follow();
    // only what is plainly a number, and only while it is being written on at its end
    if (input.selectionStart == input.value.length && isPlain() && !isShorter()) input.value = text;
    length = input.value.length;
  });
  const isPlain = () => /^[\d\s+()./-]+$/.test(input.value);
  let { length } = input.value;
  const isShorter = () => input.value.length < length;
  select.addEventListener("change", show);
  follow();

  /** The number with its country's code, as far as it can be told. */
  const whole = () => {
    const { text, plan } = read(input.value, select.value);
    if (!plan || !isPlain()) return input.value;
    if (text[0] == "+") return text;
    const digits = text.replace(/ /g, "");
    return `+${plan.code} ${grouped(digits.slice(trunkOf(digits, plan)), plan)}`;
  };

  return {
    whole,
    /**
     * The refusal that the server would surely answer with, as far as lengths and countries tell; none: it may be right.
     * @returns {{errors?: object, reasons?: object, hints?: object}}
     */
    refusal: () => {
      const { plan } = read(input.value, select.value);
      if (!plan || !isPlain()) return {};
      const digits = usual(plan) - plan.short - whole().replace(/\D/g, "").length + plan.code.length;
      const isForeign = countries[0] && !plan.countries.some((country) => countries.includes(country));
      if (!isForeign && digits < 1) return {};
      const country = plan.countries.find((each) => each == select.value) || plan.countries[0];
      return {
        errors: { phone: "" },
        reasons: { phone: isForeign ? "country_not_allowed" : "too_short" },
        hints: { phone: isForeign ? { countries } : plan.short ? {} : { country, digits } }, // only what is certain
      };
    },
  };
};
