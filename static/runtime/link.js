/** A page opened by a link of ours, by its address: a preview's stands where servers read it, a letter's where none does. */

/** @param {import("./types.js").Core} core @returns {Promise<void>} */
export const start = async (core) => (await core.load(location.search.includes("frontdesk-link=") ? "preview" : "rejoin")).start(core);
