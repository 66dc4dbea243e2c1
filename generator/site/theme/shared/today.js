// @ts-check

/** The day by the world's clock: the check of a proposal runs by it, and a day to come is a mistake there. */
export const today = () => new Date().toISOString().slice(0, 10);
