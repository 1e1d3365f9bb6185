import { text, user, type Words } from '../texts/doc.ts';
import type { Texts } from '../texts/index.ts';
import type { View } from './index.ts';
import type { ViewRef } from './refs.ts';

/** For the coordinator: what we can no longer reach, and what was not lost by it. */
export const placeNews: View<'place-news'> = async ({ what, about }, { words }) => ({
  label: 'non-public',
  say: [text(words.placeNews[what](user(about)))],
});

/** Both numbers, and what to do; asked again after that, it is tried again. */
export const placeLacks: View<'place-lacks'> = async (news, { words }) => ({
  label: 'non-public',
  say: [text(lackOf(news, words))],
});
const lackOf = (news: Extract<ViewRef, { view: 'place-lacks' }>, { placeLacks: said }: Texts): Words => {
  const about = user(news.about);
  if (news.of === 'room') return said.room(about, news.lack);
  return news.lack.why === 'power' ? said.space.power(about, news.lack) : said.space[news.lack.why](about);
};
