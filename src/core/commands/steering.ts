import { reportCard } from '../cards.ts';
import type { Post } from '../messages.ts';
import { isHanded, type Outcome } from '../model/outcome.ts';
import { postKey } from '../model/post.ts';
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
/** Something happens to it that is told: under a number of its own, so that nothing told before is told over. */
export const told = (outcome: Outcome): Outcome => ({ ...outcome, told: (outcome.told ?? 0) + 1 });
type News = Omit<Extract<ViewRef, { view: 'outcome-news' }>, 'view' | 'outcome' | 'side'>;
const newsOf = (outcome: Outcome, to: Reach, side: 'source' | 'steering', news: News): readonly Post[] =>
  tell(
    everywhere(to),
    ['outcome-news', outcome.id, outcome.told ?? 0, ...(side === 'source' ? [] : [side])],
    { view: 'outcome-news', outcome: outcome.id, side, ...news },
    'notice',
    reportKey(outcome),
  );
/** News for the group that it came from, in the thread of its report. */
export const toSource = (outcome: Outcome, source: Reach, what: OutcomeNews): readonly Post[] =>
  newsOf(outcome, source, 'source', { what });

type Steered = Home & { boards: readonly Reach[]; source: Home; outcome: Outcome };
/** A step of the steering group: its card becomes a record, and the source is told. */
export const steer = (
  { source, reach, boards }: Steered,
  next: Result<Outcome, Refusal>,
  what: OutcomeNews,
): Decision => {
  if (!next.ok) return next;
  const outcome = told(next.value);
  const aloud = what === 'answered' || what === 'undone';
  const asks = what === 'asked-back' || what === 'answered';
  const news = { what, ...(asks && { question: outcome.questions.length - 1 }) };
  return ok({
    save: [save('outcome', outcome)],
    posts: [
      ...shownAnew(outcome, source.reach, reach, boards),
      ...newsOf(outcome, source.reach, 'source', news),
      ...(aloud ? newsOf(outcome, reach, 'steering', news) : []),
    ],
    say: { view: 'outcome', outcome: outcome.id, side: what === 'answered' ? 'source' : 'steering' },
  });
};
