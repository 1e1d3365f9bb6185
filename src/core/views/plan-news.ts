import { isMet } from '../met.ts';
import type { Meeting } from '../model/meeting.ts';
import { hasCome } from '../model/time.ts';
import { dates } from '../texts/dates.ts';
import { type Block, joined, line, text, user, type Words } from '../texts/doc.ts';
import type { Look } from './index.ts';

/** What the news of a sitting means for the deadlines before it. */
export const planNews = async (
  { id }: Meeting,
  what: 'moved' | 'cancelled',
  { reads, words, now }: Look,
): Promise<readonly Block[]> => {
  const deadlines = (await reads.deadlines.of(id)).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  if (deadlines.length === 0) return [];
  if (what === 'cancelled') return [text(words.deadline.planVoid)];
  const days = new Map(deadlines.map(({ step, day }) => [step, day]));
  const passed: Words[] = [];
  for (const each of deadlines) {
    if (!hasCome(each.at, now) || (await isMet(reads, each, now))) continue;
    const by = await reads.organizations.byId(each.organization);
    passed.push(line`${each.id} (${user(by?.short ?? '')})`);
  }
  return [
    text(words.deadline.planMoved),
    {
      is: 'list',
      items: [...days].map(([step, day]) => line`${words.deadline.steps[step]}: ${dates(words.language).day(day)}`),
    },
    ...(passed.length === 0 ? [] : [text(words.deadline.planPassed(joined(passed, ', ')))]),
  ];
};
