import type { Language } from '../core/model/place.ts';
import { texts } from '../core/texts/index.ts';

/** What pages say around what the rooms say. */
export const words = (language: Language) => texts[language].web;
