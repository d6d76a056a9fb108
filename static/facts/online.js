/** Whether somebody of the team is here, once the server has told it. */

/** @type {import("../runtime/types.js").Fact} */
export const online = ({ facts }) => facts.online;
