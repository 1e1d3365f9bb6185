import type { Language } from '../model/place.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';

/** German is the measure: another language has words for all that German has words for, or does not compile. */
export type Texts = typeof de;
export const texts: Readonly<Record<Language, Texts>> = { de, en };
/** A script can ask only what every language has words for. */
export type Ask = keyof Texts['ask'];
