import { reportCard } from '../cards.ts';
import type { Post } from '../messages.ts';
import { type Ask, isHanded, isOpen, type Outcome } from '../model/outcome.ts';
import { postKey, type Urgency } from '../model/post.ts';
import { ok, type Result } from '../model/result.ts';
import { everywhere, type Reach, tell } from '../reach.ts';
import { type Decision, type Refusal, save } from '../step.ts';
import type { OutcomeNews, ViewRef } from '../views/refs.ts';
import type { Home } from './load.ts';

/** Where an outcome hangs: below the report that it came with, in the rooms of either side. */
const reportKey =
  ({ report }: Outcome) =>
  (to: { id: string }) =>
    postKey('report', report, to.id);
/** Its card before the steering group, with what can be done with it. */
export const steeringCard = (outcome: Outcome, steering: Reach): readonly Post[] =>
  tell(
    everywhere(steering),
    ['outcome', outcome.id],
    { view: 'outcome', outcome: outcome.id, side: 'steering' },
    'quiet',
    reportKey(outcome),
  );
/** The report of its own group shows where it stands; once handed over also its card before the steering group, and the boards. */
export const shownAnew = (
  outcome: Outcome,
  source: Reach,
  steering: Reach,
  boards: readonly Reach[],
): readonly Post[] => [
  ...reportCard(source, outcome, 'source'),
  ...(isHanded(outcome)
    ? [
        ...reportCard(steering, outcome, 'steering'),
        ...steeringCard(outcome, steering),
        ...(outcome.label === 'public' ? boards.flatMap((board) => reportCard(board, outcome, 'board')) : []),
      ]
    : []),
];
type News = Omit<Extract<ViewRef, { view: 'outcome-news' }>, 'view' | 'outcome' | 'side'>;
type Told = { told: number; urgency?: Urgency };
const newsOf = (
  outcome: Outcome,
  to: Reach,
  side: 'source' | 'steering',
  news: News,
  { told, urgency = 'notice' }: Told,
): readonly Post[] =>
  tell(
    everywhere(to),
    ['outcome-news', outcome.id, told, ...(side === 'source' ? [] : [side])],
    { view: 'outcome-news', outcome: outcome.id, side, ...news },
    urgency,
    reportKey(outcome),
  );
const asked = (ask: Ask): News =>
  'question' in ask ? { what: 'asked-back', question: ask.question } : { what: 'objected', objection: ask.objection };
const asking = ({ what, question, objection }: News, told: number): readonly Ask[] => {
  if (what === 'asked-back' && question !== undefined) return [{ told, question }];
  return what === 'objected' && objection !== undefined ? [{ told, objection }] : [];
};

type Telling = { outcome: Outcome; told: number; posts: readonly Post[] };
/**
 * News for the group that it came from, in the thread of its report: under a number of its own, so that nothing told
 * before is told over. What was asked there before, and no longer is, or is again, stands so.
 */
export const tellSource = (before: Outcome, after: Outcome, source: Reach, news: News): Telling => {
  const told = (before.told ?? 0) + 1;
  const { asks = [] } = before;
  const kept = asks.filter((ask) => !('question' in ask) || ask.question < after.questions.length);
  return {
    outcome: { ...after, told, asks: [...kept, ...asking(news, told)] },
    told,
    posts: [
      ...newsOf(after, source, 'source', news, { told }),
      ...asks
        .filter((ask) => isOpen(before, ask) !== isOpen(after, ask))
        .flatMap((ask) => newsOf(after, source, 'source', asked(ask), { told: ask.told, urgency: 'quiet' })),
    ],
  };
};

type Steered = Home & { boards: readonly Reach[]; source: Home; outcome: Outcome };
/** A step of the steering group: its card becomes a record, and the source is told. */
export const steer = (
  { source, reach, boards, outcome: before }: Steered,
  next: Result<Outcome, Refusal>,
  what: OutcomeNews,
): Decision => {
  if (!next.ok) return next;
  const aloud = what === 'answered' || what === 'undone';
  const asks = what === 'asked-back' || what === 'answered';
  const news = { what, ...(asks && { question: next.value.questions.length - 1 }) };
  const { outcome, told, posts } = tellSource(before, next.value, source.reach, news);
  return ok({
    save: [save('outcome', outcome)],
    posts: [
      ...shownAnew(outcome, source.reach, reach, boards),
      ...posts,
      ...(aloud ? newsOf(outcome, reach, 'steering', news, { told }) : []),
    ],
    say: { view: 'outcome', outcome: outcome.id, side: what === 'answered' ? 'source' : 'steering' },
  });
};
