/** How a day is said: `Di, 30.6.`, `6. Juli`, `übermorgen`, `nächste Woche Mittwoch`, `KW 27 Dienstag`, `2026-07-01`. */
import {
  after,
  any,
  before,
  digits,
  each,
  glued,
  loose,
  map,
  mark,
  opt,
  type Parser,
  seq,
  where,
  word,
} from './parser.ts';
import type { DateSaid, DaySaid, Span } from './said.ts';
import type { Weekday } from './types.ts';
import * as w from './words.ts';

const dot = mark('.');
const slash = mark('/');
const dash = mark('-');
const comma = opt(mark(','));
const article = opt(word(w.ARTICLE));
const lead = seq(opt(word(w.ON)), article);
const inThe = seq(word(w.IN), article);

const number = map(digits(1, 2), Number);
const year4 = map(before(digits(4), opt(dot)), Number);
const year = any(
  year4,
  map(digits(2), (text) => 2000 + Number(text)),
);
const date = (day: number, month: number, y?: number): DateSaid => ({ by: 'date', day, month, year: y });

const ordinal = any(before(number, any<unknown>(dot, word(w.ORDINAL_ENDING))), word(w.ORDINAL));
const month = after(opt(word(w.OF)), word(w.MONTH));

const numeric = map(seq(before(number, dot), before(number, opt(dot)), opt(any(year4, glued(year)))), ([d, m, y]) =>
  date(d, m, y),
);
const worded = map(seq(any(ordinal, number), month, opt(after(comma, year4))), ([d, m, y]) => date(d, m, y));
const monthFirst = map(seq(word(w.MONTH), any(ordinal, number), opt(after(comma, year4))), ([m, d, y]) =>
  date(d, m, y),
);
const two = map(digits(2), Number);
export const isoDate = any(
  map(seq(year4, after(dash, two), after(dash, two)), ([y, m, d]) => date(d, m, y)),
  map(seq(year4, after(slash, two), after(slash, two)), ([y, m, d]) => date(d, m, y)),
);
/** `1/7` is July here and January elsewhere: both are heard, and asked back unless only one exists. */
const eitherWay = each(
  any(seq(number, after(slash, number), opt(after(slash, year))), seq(number, after(dash, number), after(dash, year4))),
  ([a, b, y]) => [date(a, b, y), date(b, a, y)],
);
const fullDate = any(numeric, worded, monthFirst, isoDate, eitherWay);

const weekday = word(w.WEEKDAY);
/** With a date behind it the date decides, and `nächsten` adds nothing. */
const weekdayFirst = before(after(seq(lead, opt(word(w.STEP))), weekday), seq(comma, lead));
const weekdayLast = after(comma, any(weekday, after(mark('('), before(weekday, mark(')')))));

const withWeekday = (parser: Parser<DateSaid>): Parser<DateSaid> =>
  any<DateSaid>(
    map(seq(weekdayFirst, parser), ([day, said]) => ({ ...said, weekday: day })),
    map(seq(after(lead, parser), opt(weekdayLast)), ([said, day]) => ({ ...said, weekday: day })),
  );
const dated = any(
  withWeekday(fullDate),
  map(seq(weekdayFirst, after(mark('('), before(fullDate, mark(')')))), ([day, said]) => ({ ...said, weekday: day })),
);

/** `am 30.`: the next one there is. A number with a point alone is not yet a day. */
const dayOfMonth = any<DateSaid>(
  map(seq(weekdayFirst, loose(ordinal)), ([day, d]) => ({ by: 'date', day: d, weekday: day })),
  map(after(any(after(word(w.ON), article), word(w.ARTICLE)), loose(ordinal)), (day) => ({ by: 'date', day })),
);

const stepped = map(
  seq(after(lead, opt(word(w.STEP))), weekday),
  ([step, day]): DaySaid => ({ by: 'weekday', weekday: day, step }),
);

const count = any(number, word(w.NUMBER), word(w.ONE));
const span: Parser<Span> = map(after(word(w.IN), seq(count, word(w.UNIT))), ([n, unit]) => ({ count: n, unit }));
const weeks = map(
  where(span, (said) => said.unit === 'week'),
  (said) => said.count,
);
const weekdayIn = (day: Weekday, n: number): DaySaid => ({ by: 'weekday-in', weekday: day, weeks: n });
const inWeeks = any(
  map(seq(after(lead, weekday), weeks), ([day, n]) => weekdayIn(day, n)),
  map(seq(before(weeks, seq(comma, lead)), weekday), ([n, day]) => weekdayIn(day, n)),
);

const offset = any(
  word(w.OFFSET),
  map(seq(article, word(w.DAY), word(w.AFTER), word(w.TOMORROW)), () => 2),
);
const relative = any<DaySaid>(
  map(seq(offset, opt(weekdayLast)), ([days, day]) => ({ by: 'offset', days, weekday: day })),
  map(seq(offset, after(comma, dated)), ([days, confirmed]) => ({ by: 'offset', days, confirmed })),
  map(seq(offset, span), ([days, then]) => ({ by: 'offset', days, then })),
  map(span, (then) => ({ by: 'offset', days: 0, then })),
);

const stepOfWeek = after(opt(inThe), before(word(w.STEP), word(w.WEEK)));
const ofWeek = any<DaySaid>(
  map(seq(before(stepOfWeek, seq(comma, lead)), weekday), ([step, day]) => ({ by: 'weekday-of', step, weekday: day })),
  map(seq(after(lead, weekday), after(comma, stepOfWeek)), ([day, step]) => ({ by: 'weekday-of', step, weekday: day })),
);

const weekNumber = after(
  opt(inThe),
  any(
    seq(after(word(w.CALENDAR_WEEK), number), opt(any(after(slash, year), year4))),
    seq(before(before(number, opt(dot)), word(w.CALENDAR_WEEK)), opt(any(after(slash, year), year4))),
  ),
);
const calendarWeek = any<DaySaid>(
  map(seq(before(weekNumber, seq(comma, lead)), weekday), ([[week, y], day]) => ({
    by: 'calendar-week',
    week,
    year: y,
    weekday: day,
  })),
  map(
    seq(after(lead, weekday), after(comma, any(weekNumber, after(mark('('), before(weekNumber, mark(')')))))),
    ([day, [week, y]]) => ({ by: 'calendar-week', week, year: y, weekday: day }),
  ),
);

const WORKDAYS = [1, 2, 3, 4, 5] as const;
export const weekSaid = any<readonly DaySaid[]>(
  map(weekNumber, ([week, y]) => WORKDAYS.map((day) => ({ by: 'calendar-week', week, year: y, weekday: day }))),
  map(stepOfWeek, (step) => WORKDAYS.map((day) => ({ by: 'weekday-of', step, weekday: day }))),
);

export const daySaid: Parser<DaySaid> = any<DaySaid>(
  dated,
  dayOfMonth,
  stepped,
  inWeeks,
  relative,
  ofWeek,
  calendarWeek,
);

type Ends = readonly [DaySaid, DaySaid];
const till = seq(comma, any<unknown>(dash, before(word(w.TILL), opt(word(w.CLOSING)))));
const partial = withWeekday(map(any(ordinal, number), (day): DateSaid => ({ by: 'date', day })));
const end = any<DaySaid>(dated, stepped, relative);

export const daysThrough: Parser<Ends> = after(
  opt(word(w.FROM)),
  any<Ends>(
    seq(before(end, till), end),
    seq(before(partial, till), dated),
    map(
      seq(word(w.MONTH), before(number, till), number, opt(after(comma, year4))),
      ([m, a, b, y]): Ends => [date(a, m, y), date(b, m, y)],
    ),
  ),
);

export const daysBeside: Parser<Ends> = any<Ends>(seq(before(dated, slash), dated), seq(before(partial, slash), dated));
