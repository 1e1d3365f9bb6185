import type { Inbound } from './messages.ts';

/**
 * Left out is what no database keeps and no platform sends on, U+0000 and halves of characters, and the two overrides of
 * direction (U+202D, U+202E), which let words read other than they are stored. Everything else is text.
 */
const plain = (text: string): string =>
  text
    .replaceAll('\u0000', '')
    .replace(/[\u202d\u202e]/g, '')
    .toWellFormed();
const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [plain(key), cleaned(each)]));
};
/** Every string of it, ids and names included: they come from outside, too. */
export const clean = (inbound: Inbound): Inbound => cleaned(inbound) as Inbound; // strings stay strings
