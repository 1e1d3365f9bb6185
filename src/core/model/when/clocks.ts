/**
 * From what was said to minutes of the day. The convention of office hours, 7 to 19: a spoken 7 to 12 is morning and
 * noon, 1 to 6 is afternoon, unless a part of the day is said or the hour is written on the clock of 24 hours.
 */
import type { Clock } from '../time.ts';
import type { ClockSaid, Part, TimeSaid } from './said.ts';

type Span = { from: number; to?: number };

const HOUR = 60;
const HALF_DAY = 12 * HOUR;
const DAY = 24 * HOUR;
const OPENING = 7 * HOUR;
const LATE = 15;

/** Hours from and to, the end excluded. Midnight belongs to no part: which day it ends nobody knows. */
const WINDOWS: Readonly<Record<Part, readonly (readonly [number, number])[]>> = {
  am: [[0, 12]],
  pm: [[12, 24]],
  morning: [[1, 12]],
  noon: [[11, 15]],
  afternoon: [[12, 19]],
  evening: [[17, 24]],
  night: [
    [22, 24],
    [1, 6],
  ],
};

const halves = (total: number): readonly number[] =>
  total < HALF_DAY ? [total, total + HALF_DAY] : total < HALF_DAY + HOUR ? [total, total - HALF_DAY] : [total];

const exists = ({ hour, minute }: ClockSaid): boolean => hour < 24 && minute < 60;

/** Every time of day a clock may mean, given the part of the day. */
const meanings = (said: ClockSaid, part: Part | undefined): readonly number[] => {
  if (!exists(said)) return [];
  const total = said.hour * HOUR + said.minute;
  if (part !== undefined) {
    const all = said.how === 'exact' && said.hour < 10 ? [total] : halves(total);
    return all.filter((m) => WINDOWS[part].some(([from, to]) => m >= from * HOUR && m < to * HOUR));
  }
  const early = total < OPENING && (said.hour > 0 || said.how === 'dial');
  if (!early || said.how === 'exact') return [total];
  return said.how === 'digital' ? [total, total + HALF_DAY] : [total + HALF_DAY];
};

const inOrder = (from: readonly number[], to: readonly number[]): readonly Span[] =>
  from.flatMap((a) => to.filter((b) => a < b).map((b) => ({ from: a, to: b })));

/** `8-10 pm`, `2pm-4`: the part said at one end holds for both, unless they would not be in order then. */
const ranges = (from: ClockSaid, to: ClockSaid, part: Part | undefined): readonly Span[] => {
  const first = from.part ?? part;
  const last = to.part;
  const both = inOrder(meanings(from, first ?? last), meanings(to, last ?? first));
  if (both.length > 0) return both;
  const apart = inOrder(meanings(from, first), meanings(to, last));
  if (apart.length > 0 || first !== undefined || last !== undefined) return apart;
  return sameHalf(from, to);
};

/** `6-8 Uhr`, where the convention would turn it round: morning or evening, to be asked back. */
const sameHalf = (from: ClockSaid, to: ClockSaid): readonly Span[] => {
  if (from.how !== 'spoken' || from.hour < 1 || from.hour * HOUR >= OPENING || !exists(from) || !exists(to)) return [];
  const a = from.hour * HOUR + from.minute;
  const b = to.hour * HOUR + to.minute;
  if (a >= b || b >= HALF_DAY) return [];
  return [
    { from: a, to: b },
    { from: a + HALF_DAY, to: b + HALF_DAY },
  ];
};

/** None if there is no such time, several if it has to be asked back. */
export const spans = ({ part, from, to, late }: TimeSaid): readonly Span[] => {
  const all: readonly Span[] =
    to === undefined ? meanings(from, from.part ?? part).map((m) => ({ from: m })) : ranges(from, to, part);
  if (!late) return all;
  return all.map((span) => ({ ...span, from: span.from + LATE })).filter((span) => span.from < (span.to ?? DAY));
};

const two = (n: number): string => String(n).padStart(2, '0');
export const clockOf = (minutes: number): Clock => `${two(Math.floor(minutes / HOUR))}:${two(minutes % HOUR)}`;
