/** The same in every language. */
export const NAME = 'Gremienlotse';
export const LOTSE = 'Lotse';
