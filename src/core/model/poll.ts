import type { MeetingId, PollId } from './number.ts';
import type { OrganizationId, PersonId } from './place.ts';
import { no, ok, type Result } from './result.ts';
import { type Slot, sameSlot, startOf } from './slot.ts';
import { hasCome, type Instant, type Iso, instant, type Zone } from './time.ts';

const LEAST_OPTIONS = 2;
const MOST_OPTIONS = 100;

/** Its number belongs to the poll and is never used again: people type it. */
export type Option = { number: number; slot: Slot };
/** A Terminumfrage. */
export type Poll = {
  id: PollId;
  organization: OrganizationId;
  /** The meeting that it seeks a date for. */
  meeting: MeetingId;
  by: PersonId;
  options: readonly Option[];
  opened: Iso;
  closesAt?: Iso;
  /** Those who had not voted were reminded. */
  reminded?: true;
  /** Nobody sees the tally before it is closed. */
  hidden: boolean;
  /** Participants may add options. */
  extensible: boolean;
  state: { is: 'open' } | { is: 'closed'; at: Iso };
};

export const availabilities = ['yes', 'if-need-be', 'no'] as const;
export type Availability = (typeof availabilities)[number];
export type Mark = { option: number; fits: Availability };
/** One per person and poll, in a row of its own: a vote does not raise the poll's version. */
export type Ballot = { poll: PollId; person: PersonId; marks: readonly Mark[]; comment?: string };
/** What one event says: a click names one mark, a native poll names all that remain. */
export type Picks = { picked: readonly Mark[]; dropped: readonly Mark[] | 'rest' };

export type PollRefusal =
  | { code: 'poll-closed' }
  | { code: 'no-such-option'; option: number; most: number }
  | { code: 'marked-twice'; option: number }
  | { code: 'too-few-options'; least: number }
  | { code: 'too-many-options'; most: number }
  | { code: 'same-option'; option: number }
  | { code: 'option-twice'; slot: Slot; zone: Zone }
  | { code: 'not-extensible' }
  | { code: 'closes-late' };

/** Options are numbered in order of time. The poll has to close before the first of them begins. */
export const openPoll = (
  of: Omit<Poll, 'options' | 'state'>,
  slots: readonly Slot[],
  zone: Zone,
): Result<Poll, PollRefusal> => {
  if (slots.length < LEAST_OPTIONS) return no({ code: 'too-few-options', least: LEAST_OPTIONS });
  if (slots.length > MOST_OPTIONS) return no({ code: 'too-many-options', most: MOST_OPTIONS });
  const sorted = slots.toSorted((a, b) => (startOf(a, zone) < startOf(b, zone) ? -1 : 1));
  const twin = sorted.find((slot, i) => sorted.slice(0, i).some((other) => sameSlot(slot, other)));
  if (twin !== undefined) return no({ code: 'option-twice', slot: twin, zone });
  const [first] = sorted;
  if (first !== undefined && of.closesAt !== undefined && of.closesAt >= startOf(first, zone))
    return no({ code: 'closes-late' });
  return ok({ ...of, options: sorted.map((slot, i) => ({ number: i + 1, slot })), state: { is: 'open' } });
};

/** Closed by hand, or because its time has come, whether or not the tick has seen it yet. */
export const isOpen = ({ state, closesAt }: Poll, now: Instant): boolean =>
  state.is === 'open' && !(closesAt !== undefined && hasCome(closesAt, now));

export const closed = (poll: Poll, at: Iso): Poll => ({ ...poll, state: { is: 'closed', at } });
/** Who only wrote a comment, or took all marks back, has not voted. */
export const voted = (ballots: readonly Ballot[]): ReadonlySet<PersonId> =>
  new Set(ballots.flatMap(({ person, marks }) => (marks.length > 0 ? [person] : [])));

const REMIND_HOURS = 24;
/** A day before the end, but not before most of the time is over. */
export const remindFrom = ({ opened }: Poll, closesAt: Iso): Instant => {
  const [from, end] = [instant(opened), instant(closesAt)];
  const dayBefore = end.subtract({ hours: REMIND_HOURS });
  const most = from.add({ seconds: Math.round(from.until(end).total('seconds') * 0.8) });
  return hasCome(dayBefore, most) ? most : dayBefore;
};

export const addOption = (poll: Poll, slot: Slot, now: Instant): Result<Poll, PollRefusal> => {
  if (!isOpen(poll, now)) return no({ code: 'poll-closed' });
  const twin = poll.options.find((option) => sameSlot(option.slot, slot));
  if (twin !== undefined) return no({ code: 'same-option', option: twin.number });
  if (poll.options.length >= MOST_OPTIONS) return no({ code: 'too-many-options', most: MOST_OPTIONS });
  const number = Math.max(...poll.options.map((option) => option.number)) + 1;
  return ok({ ...poll, options: [...poll.options, { number, slot }] });
};

/** What remains of a person's marks after one event. */
export const vote = (
  poll: Poll,
  before: readonly Mark[],
  { picked, dropped }: Picks,
  now: Instant,
): Result<readonly Mark[], PollRefusal> => {
  if (!isOpen(poll, now)) return no({ code: 'poll-closed' });
  const stranger = picked.find((mark) => !poll.options.some(({ number }) => number === mark.option));
  if (stranger !== undefined) return no({ code: 'no-such-option', option: stranger.option, most: poll.options.length });
  const twice = picked.find((mark, i) => picked.slice(0, i).some(({ option }) => option === mark.option));
  if (twice !== undefined) return no({ code: 'marked-twice', option: twice.option });
  const gone = (mark: Mark) =>
    picked.some(({ option }) => option === mark.option) ||
    dropped === 'rest' ||
    dropped.some(({ option, fits }) => option === mark.option && fits === mark.fits);
  return ok([...before.filter((mark) => !gone(mark)), ...picked].toSorted((a, b) => a.option - b.option));
};

export type Score = { option: Option; yes: number; ifNeedBe: number; no: number };
export const tally = (poll: Poll, ballots: readonly Ballot[]): readonly Score[] => {
  const count = ({ number }: Option, fits: Availability) =>
    ballots.filter(({ marks }) => marks.some((mark) => mark.option === number && mark.fits === fits)).length;
  return poll.options.map((option) => ({
    option,
    yes: count(option, 'yes'),
    ifNeedBe: count(option, 'if-need-be'),
    no: count(option, 'no'),
  }));
};

const available = ({ yes, ifNeedBe }: Score): number => yes + ifNeedBe;
const better = (a: Score, b: Score): number => available(b) - available(a) || b.yes - a.yes;
/** By all who can, then by those who gladly can; among equals the order of the options stays. */
export const rank = (scores: readonly Score[]): readonly Score[] => scores.toSorted(better);

export type Verdict =
  | { is: 'best'; option: Option }
  | { is: 'tie'; options: readonly Option[] }
  | { is: 'nobody' }
  | { is: 'no-votes' };
/** Said, not guessed: who is equal stays equal; where nobody can there is no date, and silence is no "no". */
export const verdict = (scores: readonly Score[]): Verdict => {
  const [first, ...rest] = rank(scores);
  if (scores.every((score) => available(score) + score.no === 0)) return { is: 'no-votes' };
  if (first === undefined || available(first) === 0) return { is: 'nobody' };
  const equal = rest.filter((score) => better(first, score) === 0);
  return equal.length === 0
    ? { is: 'best', option: first.option }
    : { is: 'tie', options: [first, ...equal].map(({ option }) => option) };
};
