import type { Json } from '../../core/model/result.ts';
import type { Doc } from '../../core/texts/doc.ts';

/** Kept as it is meant: a page is made for each reader when they read. */
export const render = (doc: Doc): readonly Json[] => (doc.length === 0 ? [] : [JSON.parse(JSON.stringify(doc))]);
/** What people say among themselves. */
export const talk = (text: string): Json => [{ is: 'text', words: [{ text }] }];
export const talkIn = ([first]: Doc): string => {
  const [words] = first?.is === 'text' ? first.words : [];
  return typeof words === 'object' && 'text' in words ? words.text : '';
};
