/** One answer from all readings: understood, asked back, or refused. */
import { no, ok, type Result } from '../result.ts';
import { at, compareDays, hasCome, inZone, type Temporal, type Zoned } from '../time.ts';
import { candidates, runs } from './calendar.ts';
import { clockOf, spans } from './clocks.ts';
import type { Said } from './said.ts';
import { firstDay, lastDay, type Weekday, type When, type WhenRefusal } from './types.ts';

type Reading = { when: When; past: boolean; unfit: Weekday | undefined; said: Said['is'] };

/** Further ahead a year is mistyped. */
const HORIZON = { years: 10 };

const orderKey = (when: When): string =>
  when.is === 'time' ? `${when.day} ${when.from} ${when.to ?? ''}` : when.is === 'day' ? when.day : when.from + when.to;

const inRun = (from: Temporal.PlainDate, to: Temporal.PlainDate): When =>
  from.equals(to) ? { is: 'day', day: from.toString() } : { is: 'days', from: from.toString(), to: to.toString() };

const understood = (said: Said, today: Temporal.PlainDate): { whens: readonly When[]; unfit?: Weekday } => {
  if (said.is === 'through') {
    const { runs: all, ...rest } = runs(said, today);
    return { ...rest, whens: all.map((run) => inRun(run.from, run.to)) };
  }
  if (said.is === 'week')
    return { whens: said.days.flatMap((each) => candidates(each, today).days).map((day) => inRun(day, day)) };
  const { days, ...rest } = candidates(said.day, today);
  const time = said.is === 'on' ? said.time : undefined;
  if (time === undefined) return { ...rest, whens: days.map((day) => inRun(day, day)) };
  const times = spans(time).map(({ from, to }) => ({
    from: clockOf(from),
    ...(to === undefined ? {} : { to: clockOf(to) }),
  }));
  return { ...rest, whens: days.flatMap((day) => times.map((span) => ({ is: 'time', day: day.toString(), ...span }))) };
};

/** An hour the clocks skip in spring is no time to meet; one they repeat in autumn is its first. */
const skipped = (when: When, zone: string): boolean => {
  if (when.is !== 'time') return false;
  const clocks = when.to === undefined ? [when.from] : [when.from, when.to];
  return clocks.some(
    (clock) =>
      inZone(at(when.day, clock, zone), zone)
        .toPlainTime()
        .toString()
        .slice(0, 5) !== clock,
  );
};

/** Whether it has begun; today as a whole day has not. */
const isPast = (when: When, now: Zoned): boolean =>
  when.is === 'time'
    ? hasCome(at(when.day, when.from, now.timeZoneId), now.toInstant())
    : compareDays(firstDay(when), now.toPlainDate().toString()) < 0;

/** Readings of one parse. Past ones count only if there are no others. */
const readings = (said: Said, now: Zoned): readonly Reading[] => {
  const today = now.toPlainDate();
  const horizon = today.add(HORIZON).toString();
  const { whens, unfit } = understood(said, today);
  const all = whens
    .filter((when) => compareDays(lastDay(when), horizon) <= 0)
    .filter((when) => !skipped(when, now.timeZoneId))
    .map((when) => ({ when, past: isPast(when, now), unfit, said: said.is }));
  const open = all.filter((reading) => !reading.past);
  return open.length > 0 ? open : all;
};

const distinct = (all: readonly Reading[]): readonly Reading[] =>
  [...new Map(all.toReversed().map((reading) => [orderKey(reading.when), reading])).values()].toReversed();

export const verdict = (text: string, parses: readonly Said[], now: Zoned): Result<When, WhenRefusal> => {
  if (parses.length === 0) return no({ code: 'when-unreadable', text });
  const each = parses.map((said) => readings(said, now));
  const fit = each.filter(([first]) => first?.unfit === undefined);
  const unfit = each.filter(([first]) => first?.unfit !== undefined);
  // Next to a reading that fits, an unfit one counts as it was given, without its neighbours.
  const fits = fit.some((all) => all.some((reading) => !reading.past));
  const chosen = distinct([...fit, ...unfit.map((all) => (fits ? all.slice(0, 1) : all))].flat());
  const open = chosen.filter((reading) => !reading.past);
  const [first] = chosen;
  if (first === undefined) return no({ code: 'when-impossible', text });
  const [only] = open;
  if (only === undefined) return no({ code: 'when-past', understood: first.when });
  const whens = open.map((reading) => reading.when);
  if (only.unfit !== undefined) return no({ code: 'when-mismatch', said: only.unfit, readings: whens });
  const inOrder = whens.toSorted((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1));
  if (only.said === 'hourless') return no({ code: 'when-hourless', days: inOrder });
  if (chosen.length === 1 && only.said !== 'week') return ok(only.when);
  return no({ code: 'when-ambiguous', readings: inOrder });
};
