// @ts-check

/** Return the day in UTC: the check of a proposal uses it, and reports later days as mistakes. */
export const today = () => new Date().toISOString().slice(0, 10);
