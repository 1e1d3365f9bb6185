import { daySaid, daysBeside, daysThrough, isoDate, weekSaid } from './days.ts';
import { after, any, before, map, mark, opt, type Parser, seq, word } from './parser.ts';
import type { Said } from './said.ts';
import { isoTime, partSaid, timeSaid } from './times.ts';
import { ALL, ALL_DAY, ARTICLE, WHOLE_DAY } from './words.ts';

const comma = opt(mark(','));
const allDay = opt(after(comma, any<unknown>(word(ALL_DAY), seq(opt(word(ARTICLE)), word(ALL), word(WHOLE_DAY)))));

export const phrase: Parser<Said> = any<Said>(
  map(before(daySaid, allDay), (day) => ({ is: 'on', day })),
  map(seq(before(daySaid, comma), timeSaid), ([day, time]) => ({ is: 'on', day, time })),
  map(seq(isoDate, isoTime), ([day, time]) => ({ is: 'on', day, time })),
  // No comma here: in a list the time before it belongs to the day before.
  map(seq(timeSaid, daySaid), ([time, day]) => ({ is: 'on', day, time })),
  map(before(before(daySaid, comma), partSaid), (day) => ({ is: 'hourless', day })),
  map(weekSaid, (days) => ({ is: 'week', days })),
  map(before(daysThrough, allDay), ([from, to]) => ({ is: 'through', from, to, beside: false })),
  map(before(daysBeside, allDay), ([from, to]) => ({ is: 'through', from, to, beside: true })),
);
