/** Whether this visitor has told us a name, a phone or an e-mail address on this device: `knows_name` and so on. */

/** @type {import("../runtime/types.js").Fact} */
export const knows = ({ get }, field) => (get("known")?.includes(`"${field.slice(6)}":`) ? "yes" : "no");
