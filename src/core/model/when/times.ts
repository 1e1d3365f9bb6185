/** How a time of day is said: `14:30`, `14 Uhr`, `halb drei`, `von 9 bis 11:30`, `2pm`. */
import { after, any, before, digits, glued, map, mark, opt, type Parser, seq, where, word } from './parser.ts';
import type { ClockSaid, Part, TimeSaid } from './said.ts';
import * as w from './words.ts';

const clock = (hour: number, minute: number, how: ClockSaid['how'], marked = true): ClockSaid => ({
  hour,
  minute,
  how,
  marked,
});

/** `03` is meant as written, `3` is spoken. */
const spokenOr = (hour: string): ClockSaid['how'] => (hour.startsWith('0') ? 'exact' : 'spoken');

const oclock = word(w.OCLOCK);
const twoDigits = digits(2);
const seconds = after(
  mark(':'),
  where(twoDigits, (text) => text === '00'),
);

const separated = any(
  seq(digits(1, 2), after(mark(':'), before(twoDigits, seq(opt(seconds), opt(mark('.')))))),
  seq(digits(1, 2), after(mark('.'), glued(twoDigits))),
);
/** `3:00 Uhr` and `03:00` are the clock of 24 hours; `2:30` alone may be either half of the day. */
const digital = map(seq(separated, opt(oclock)), ([[hour, minute], said]) =>
  clock(Number(hour), Number(minute), hour.length === 2 || hour === '0' || said ? 'exact' : 'digital'),
);

const compact = map(seq(digits(3, 4), opt(oclock)), ([text, said]) =>
  clock(
    Number(text.slice(0, -2)),
    Number(text.slice(-2)),
    text.length === 4 || text.startsWith('0') || said ? 'exact' : 'digital',
    said === true,
  ),
);

const minutes = any(map(twoDigits, Number), word(w.NUMBER));
const hours = any(
  map(digits(1, 2), (text) => ({ hour: Number(text), how: spokenOr(text) })),
  map(word(w.NUMBER), (hour) => ({ hour, how: 'spoken' as const })),
);
const whole = map(seq(hours, oclock, opt(minutes)), ([{ hour, how }, , minute]) => clock(hour, minute ?? 0, how));
const bare = map(hours, ({ hour, how }) => clock(hour, 0, how, false));

const noon = map(word(w.NOON), () => clock(12, 0, 'exact'));

const few = any(map(digits(1, 2), Number), word(w.NUMBER));
const quarter = after(
  opt(word(w.ONE)),
  map(word(w.QUARTER), () => 15),
);
const past = word(w.PAST);
const early = map(word(w.BEFORE), () => -1);
const late = map(past, () => 1);
/** Minutes from the full hour that is named after them. */
const fromHour = any<number>(
  map(word(w.HALF_TO), () => -30),
  map(seq(word(w.HALF), past), () => 30),
  map(word(w.QUARTER), () => -45),
  map(word(w.THREE_QUARTERS), () => -15),
  before(quarter, past),
  map(before(quarter, word(w.TO)), (m) => -m),
  map(seq(few, any<number>(early, late)), ([m, sign]) => sign * m),
  // Only in words: `10 to 3` in digits is a range.
  map(before(word(w.NUMBER), word(w.TO)), (m) => -m),
  map(seq(few, any<number>(early, late), word(w.HALF_TO)), ([m, sign]) => sign * m - 30),
);
const dial = map(
  before(
    where(seq(fromHour, few), ([m, hour]) => Math.abs(m) < 60 && hour >= 1),
    opt(oclock),
  ),
  ([m, hour]) => {
    const onDial = hour <= 12;
    const total = onDial ? ((hour % 12) * 60 + m + 720) % 720 : hour * 60 + m;
    return clock(Math.floor(total / 60), total % 60, onDial ? 'dial' : 'exact');
  },
);

const meridiem = any(word(w.MERIDIEM), before(word(w.MERIDIEM_FIRST), word(w.MERIDIEM_LAST)));
const part = after(opt(seq(any(word(w.ON), word(w.IN)), opt(word(w.ARTICLE)))), word(w.PART));

/** Noon is an hour of its own. */
export const partSaid = where(part, (said) => said !== 'noon');

const plain = any(digital, compact, whole, bare, noon, dial);
const withPart = (parser: Parser<ClockSaid>, parts: Parser<Part>): Parser<ClockSaid> =>
  map(seq(parser, parts), ([said, p]) => ({ ...said, part: p, marked: true }));
const anyClock = any(plain, withPart(any(digital, bare), meridiem), withPart(plain, part));

type Range = readonly [ClockSaid, ClockSaid];
const dash = any<unknown>(mark('-'), word(w.TILL));
const range = any<Range>(
  seq(after(opt(any(word(w.FROM), word(w.AT))), anyClock), after(dash, anyClock)),
  seq(after(word(w.BETWEEN), anyClock), after(word(w.AND), anyClock)),
);

const sharp = any(word(w.SHARP), before(word(w.SHARP_FIRST), word(w.SHARP_LAST)));

const core = any<TimeSaid>(
  map(range, ([from, to]) => ({ from, to, late: false })),
  map(after(word(w.AT), anyClock), (from) => ({ from: { ...from, marked: true }, late: false })),
  map(anyClock, (from) => ({ from, late: false })),
);
const partFirst = map(seq(before(part, opt(mark(','))), core), ([said, time]) => ({ ...time, part: said }));
const said = where(any<TimeSaid>(core, partFirst), (time) => {
  const twice = time.part !== undefined && (time.from.part !== undefined || time.to?.part !== undefined);
  return !twice && (time.to !== undefined || time.part !== undefined || time.from.marked);
});

export const timeSaid: Parser<TimeSaid> = map(seq(said, opt(sharp)), ([time, ct]) => ({ ...time, late: ct === true }));

/** The `T10:00` of ISO 8601, seconds only if zero. */
export const isoTime: Parser<TimeSaid> = map(
  after(word(w.ISO_TIME), seq(twoDigits, after(mark(':'), before(twoDigits, opt(seconds))))),
  ([hour, minute]) => ({ from: clock(Number(hour), Number(minute), 'exact'), late: false }),
);
