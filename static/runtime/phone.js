/** The phone field's helper, fetched when the field is first entered: countries by name, and numbers in groups. */
import { codes } from "./phone_codes.js";

/** @typedef {{code: string, countries: string[], groups: number[], trunk?: string}} Plan how numbers under one code look */

/** @type {Plan[]} */
const plans = codes.split(" ").map((line) => {
  const [, code, countries, groups, trunk] = /** @type {string[]} */ (line.match(/(\d+)(\D+)(\d+)-?(\d?)/));
  return { code, countries: /** @type {string[]} */ (countries.match(/../g)), groups: [...groups].map(Number), trunk };
});

/** @param {string} country */
const planOf = (country) => plans.find(({ countries }) => countries.includes(country));

/**
 * How many digits in front are dialled at home only: the 0 of most countries; another one only when it is too much.
 * @param {string} digits
 * @param {Plan} plan
 */
const trunkOf = (digits, { trunk, groups }) =>
  +(!!trunk && digits.startsWith(trunk) && (trunk == "0" || digits.length > groups.reduce((sum, size) => sum + size)));

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
  select.replaceChildren(...listed.map((country) => new Option(words(country), country)));
  select.value = listed.includes(chosen) ? chosen : listed[0];

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
    if (input.selectionStart == input.value.length && /^[\d\s+()./-]+$/.test(input.value) && !isShorter()) input.value = text;
    length = input.value.length;
  });
  let { length } = input.value;
  const isShorter = () => input.value.length < length;
  select.addEventListener("change", show);
  follow();

  return {
    /** The number with its country's code, as far as it can be told. */
    whole: () => {
      const { text, plan } = read(input.value, select.value);
      if (!plan || !/^[\d\s+()./-]+$/.test(input.value)) return input.value;
      if (text[0] == "+") return text;
      const digits = text.replace(/ /g, "");
      return `+${plan.code} ${grouped(digits.slice(trunkOf(digits, plan)), plan)}`;
    },
  };
};
