import type { Meeting } from '../model/meeting.ts';
import { dates } from '../texts/dates.ts';
import { type Block, line, text } from '../texts/doc.ts';
import type { Look } from './index.ts';

/** What the news of a sitting means for the deadlines before it. */
export const planNews = async (
  { id }: Meeting,
  what: 'moved' | 'cancelled',
  { reads, words }: Look,
): Promise<readonly Block[]> => {
  const deadlines = (await reads.deadlines.of(id)).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  if (deadlines.length === 0) return [];
  if (what === 'cancelled') return [text(words.deadline.planVoid)];
  const days = new Map(deadlines.map(({ step, day }) => [step, day]));
  return [
    text(words.deadline.planMoved),
    {
      is: 'list',
      items: [...days].map(([step, day]) => line`${words.deadline.steps[step]}: ${dates(words.language).day(day)}`),
    },
  ];
};
