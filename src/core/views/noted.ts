import { text } from '../texts/doc.ts';
import type { View } from './index.ts';

export const noted: View<'noted'> = async ({ what, about }, { words }) => ({
  label: 'non-public',
  say: [text(words.noted[what](about ?? {}))],
});
