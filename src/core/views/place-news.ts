import { text, user } from '../texts/doc.ts';
import type { View } from './index.ts';

/** For the coordinator: what we can no longer reach, and what was not lost by it. */
export const placeNews: View<'place-news'> = async ({ what, about }, { words }) => ({
  label: 'non-public',
  say: [text(words.placeNews[what](user(about)))],
});
