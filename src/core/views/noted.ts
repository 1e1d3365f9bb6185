import { text } from '../texts/doc.ts';
import type { View } from './index.ts';
import type { Noted } from './refs.ts';

/** What everybody in the room sees anyway from now on; the rest is for whoever did it. */
const open: readonly Noted[] = ['connected', 'space', 'room-language', 'own-polls', 'line-polls'];
export const noted: View<'noted'> = async ({ what, about }, { words }) => ({
  label: open.includes(what) ? 'public' : 'non-public',
  say: [text(words.noted[what](about ?? {}))],
});
