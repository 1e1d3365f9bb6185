import type { DialogId, MeetingId, OutcomeId, PaperId } from './number.ts';
import type { Label, OrganizationId, PersonId } from './place.ts';
import { no, ok, type Result } from './result.ts';
import { type Day, hasCome, type Instant, type Iso, instant } from './time.ts';

/** After the tasks that the council paper gives the working groups. */
export const kinds = [
  'goal',
  'inventory',
  'need',
  'proposal',
  'access',
  'offer',
  'building-block',
  'network',
  'next-step',
] as const;
export type Kind = (typeof kinds)[number];

export type AskedBack = { text: string; by: PersonId; answer?: { text: string; by: PersonId } };
/** Which question, or which objection. */
export type Ask = { told: number } & ({ question: number } | { objection: number });
export type Objection = { text: string; by: PersonId };
export type Settlement = { text: string; by: PersonId; nextStep?: string };
export type OutcomeState =
  /** Not yet handed on: its own group has objected. */
  | { is: 'draft'; objection: Objection }
  /** Its own group may object until then; afterwards it is handed to the steering group. */
  | { is: 'submitted'; objectUntil: Iso; handed?: Iso }
  | { is: 'taken-up' }
  | { is: 'asked-back'; before: 'submitted' | 'taken-up' }
  | { is: 'decided' }
  | { is: 'declined' }
  | { is: 'reported'; paper: PaperId };
/** An Ergebnis of a working group, and its way. What happened to it last can be undone for a while. */
export type Outcome = {
  id: OutcomeId;
  organization: OrganizationId;
  /** The steering group that it goes to. */
  steering: OrganizationId;
  meeting?: MeetingId;
  /** The dialog that it was reported in, with others. */
  report: DialogId;
  by: PersonId;
  kind: Kind;
  text: string;
  label: Label;
  owner?: string;
  due?: Day;
  questions: readonly AskedBack[];
  /** All that there were; whether the last still stands, the state says. */
  objections?: readonly Objection[];
  settlement?: Settlement;
  state: OutcomeState;
  /** How often something that happened to it was told: names those posts. */
  told?: number;
  /** Those of them that ask its own group for something, the answer to a question or what becomes of an objection. */
  asks?: readonly Ask[];
  undo?: { until: Iso; by: PersonId; state: OutcomeState; questions: readonly AskedBack[]; settlement?: Settlement };
};

/** Long enough to notice a wrong click, short enough that others can rely on the rest. */
const UNDO_MINUTES = 60;

export type OutcomeRefusal =
  | { code: 'outcome-settled'; state: OutcomeState['is'] }
  | { code: 'outcome-not-handed' }
  | { code: 'too-late-to-object' }
  | { code: 'objected-already' }
  | { code: 'nothing-to-undo' }
  | { code: 'answered-meanwhile' }
  | { code: 'no-open-question' };

export const isHanded = ({ state }: Outcome): boolean =>
  !(state.is === 'draft' || (state.is === 'submitted' && state.handed === undefined));
/** Waits for the steering group. */
export const isPending = (outcome: Outcome): boolean =>
  isHanded(outcome) &&
  (outcome.state.is === 'submitted' || outcome.state.is === 'taken-up' || outcome.state.is === 'asked-back');
/** May stand in a paper: public, taken up or decided, and in none yet. */
export const isReportable = ({ label, state }: Outcome): boolean =>
  label === 'public' && (state.is === 'taken-up' || state.is === 'decided');

export const object = (outcome: Outcome, by: PersonId, text: string, now: Instant): Result<Outcome, OutcomeRefusal> => {
  if (outcome.state.is === 'draft') return no({ code: 'objected-already' });
  return outcome.state.is === 'submitted' &&
    outcome.state.handed === undefined &&
    !hasCome(outcome.state.objectUntil, now)
    ? ok({
        ...outcome,
        objections: [...(outcome.objections ?? []), { text, by }],
        state: { is: 'draft', objection: { text, by } },
      })
    : no({ code: 'too-late-to-object' });
};

/** New words, and the time to object begins anew. What the steering group has in hand is not changed under it. */
export const correct = (outcome: Outcome, text: string, objectUntil: Iso): Result<Outcome, OutcomeRefusal> =>
  isHanded(outcome)
    ? no({ code: 'outcome-settled', state: outcome.state.is })
    : ok({ ...outcome, text, state: { is: 'submitted', objectUntil } });

export const handOver = (outcome: Outcome, now: Instant): Outcome =>
  outcome.state.is === 'submitted' ? { ...outcome, state: { ...outcome.state, handed: now.toString() } } : outcome;

const remembered = (outcome: Outcome, by: PersonId, now: Instant): Outcome => {
  const { undo: _, ...rest } = outcome;
  const { state, questions, settlement } = rest;
  const until = now.add({ minutes: UNDO_MINUTES }).toString();
  return { ...rest, undo: { until, by, state, questions, ...(settlement && { settlement }) } };
};
const steered = (
  outcome: Outcome,
  by: PersonId,
  now: Instant,
  change: (kept: Outcome) => Outcome,
): Result<Outcome, OutcomeRefusal> => {
  if (!isHanded(outcome)) return no({ code: 'outcome-not-handed' });
  return isPending(outcome)
    ? ok(change(remembered(outcome, by, now)))
    : no({ code: 'outcome-settled', state: outcome.state.is });
};

export const takeUp = (outcome: Outcome, by: PersonId, now: Instant): Result<Outcome, OutcomeRefusal> =>
  outcome.state.is === 'taken-up'
    ? no({ code: 'outcome-settled', state: 'taken-up' })
    : steered(outcome, by, now, (kept) => ({ ...kept, state: { is: 'taken-up' } }));
export const askBack = (outcome: Outcome, by: PersonId, text: string, now: Instant): Result<Outcome, OutcomeRefusal> =>
  steered(outcome, by, now, (kept) => ({
    ...kept,
    questions: [...kept.questions, { text, by }],
    state: {
      is: 'asked-back',
      before:
        kept.state.is === 'taken-up' || (kept.state.is === 'asked-back' && kept.state.before === 'taken-up')
          ? 'taken-up'
          : 'submitted',
    },
  }));
export const decide = (outcome: Outcome, settlement: Settlement, now: Instant): Result<Outcome, OutcomeRefusal> =>
  steered(outcome, settlement.by, now, (kept) => ({ ...kept, settlement, state: { is: 'decided' } }));
export const decline = (outcome: Outcome, settlement: Settlement, now: Instant): Result<Outcome, OutcomeRefusal> =>
  steered(outcome, settlement.by, now, (kept) => ({ ...kept, settlement, state: { is: 'declined' } }));

/** Those since the last answer, in order, each with its place among all. */
export const openQuestions = ({ state, questions }: Outcome): readonly { n: number; asked: AskedBack }[] =>
  state.is === 'asked-back' ? askedSince(questions, questions.length) : [];
export const isOpen = (outcome: Outcome, ask: Ask): boolean =>
  'question' in ask
    ? openQuestions(outcome).some(({ n }) => n === ask.question)
    : outcome.state.is === 'draft' && ask.objection + 1 === outcome.objections?.length;
/** Those that one answer came to: the question that it stands with, and the open ones before it. */
export const answeredWith = ({ questions }: Outcome, n: number): readonly AskedBack[] => [
  ...askedSince(questions, n).map(({ asked }) => asked),
  ...questions.slice(n, n + 1),
];
const askedSince = (questions: readonly AskedBack[], end: number) => {
  const before = questions.slice(0, end);
  const answered = before.findLastIndex(({ answer }) => answer !== undefined);
  return before.map((asked, n) => ({ n, asked })).slice(answered + 1);
};

/**
 * It stands with the newest question and answers the open ones before that, too: people answer what they were asked in one
 * go, and to which part of it only they know. What was answered cannot be undone.
 */
export const answerQuestion = (
  outcome: Outcome,
  by: PersonId,
  text: string,
  now: Instant,
): Result<Outcome, OutcomeRefusal> => {
  const { state, undo: _, ...rest } = outcome;
  const newest = openQuestions(outcome).at(-1);
  if (state.is !== 'asked-back' || newest === undefined) return no({ code: 'no-open-question' });
  const questions = outcome.questions.with(newest.n, { ...newest.asked, answer: { text, by } });
  const back: OutcomeState =
    state.before === 'taken-up'
      ? { is: 'taken-up' }
      : { is: 'submitted', objectUntil: now.toString(), handed: now.toString() };
  return ok({ ...rest, questions, state: back });
};

export const canUndo = ({ undo }: Outcome, now: Instant): boolean => undo !== undefined && !hasCome(undo.until, now);
export const undoLast = (outcome: Outcome, now: Instant): Result<Outcome, OutcomeRefusal> => {
  const { undo, settlement: _, ...rest } = outcome;
  const standsAnswered = outcome.state.is === 'submitted' || outcome.state.is === 'taken-up';
  if (undo === undefined && standsAnswered && outcome.questions.at(-1)?.answer !== undefined)
    return no({ code: 'answered-meanwhile' });
  if (undo === undefined || hasCome(instant(undo.until), now)) return no({ code: 'nothing-to-undo' });
  return ok({
    ...rest,
    state: undo.state,
    questions: undo.questions,
    ...(undo.settlement && { settlement: undo.settlement }),
  });
};

export const report = (outcome: Outcome, paper: PaperId): Outcome => {
  const { undo: _, ...rest } = outcome;
  return { ...rest, state: { is: 'reported', paper } };
};
/** What it was reported to never comes to pass: it stands as it did before, and waits for the next paper. */
export const unreport = ({ settlement, ...rest }: Outcome): Outcome =>
  settlement === undefined ? { ...rest, state: { is: 'taken-up' } } : { ...rest, settlement, state: { is: 'decided' } };
