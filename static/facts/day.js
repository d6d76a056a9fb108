/** The day of the week in the site's time zone; Monday is 1, Sunday 7. */

/** @type {import("../runtime/types.js").Fact} */
export const day = ({ clock }) => "MonTueWedThuFriSatSun".indexOf(clock().slice(0, 3)) / 3 + 1;
