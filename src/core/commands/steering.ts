import { reportCard } from '../cards.ts';
import type { Post } from '../messages.ts';
import { isHanded, type Outcome } from '../model/outcome.ts';
import { postKey } from '../model/post.ts';
import { ok, type Result } from '../model/result.ts';
import { everywhere, type Reach, tell } from '../reach.ts';
import { type Decision, type Refusal, save } from '../step.ts';
import type { OutcomeNews } from '../views/refs.ts';
import type { Home } from './load.ts';

/** Where an outcome hangs: below the report that it came with, in the rooms of either side. */
const reportKey =
  ({ report }: Outcome) =>
  (to: { id: string }) =>
    postKey('report', report, to.id);
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
        ...tell(
          everywhere(steering),
          ['outcome', outcome.id],
          { view: 'outcome', outcome: outcome.id, side: 'steering' },
          'quiet',
          reportKey(outcome),
        ),
        ...(outcome.label === 'public' ? boards.flatMap((board) => reportCard(board, outcome, 'board')) : []),
      ]
    : []),
];
/** News for the group that it came from, in the thread of its report. */
export const toSource = (outcome: Outcome, source: Reach, what: OutcomeNews, at: string): readonly Post[] =>
  tell(
    everywhere(source),
    ['outcome-news', outcome.id, what, at],
    { view: 'outcome-news', outcome: outcome.id, what, side: 'source' },
    'notice',
    reportKey(outcome),
  );

type Steered = Home & { boards: readonly Reach[]; source: Home; outcome: Outcome };
/**
 * A step of the steering group: its card becomes a record, and the source is told. The news bears the moment, so that the
 * same step taken again after it was undone is told again.
 */
export const steer = (
  { source, reach, boards, outcome }: Steered,
  next: Result<Outcome, Refusal>,
  what: OutcomeNews,
  at: string,
): Decision => {
  if (!next.ok) return next;
  const aloud = what === 'answered' || what === 'undone';
  const news = { view: 'outcome-news', outcome: outcome.id, what, side: 'steering' } as const;
  return ok({
    save: [save('outcome', next.value)],
    posts: [
      ...shownAnew(next.value, source.reach, reach, boards),
      ...toSource(outcome, source.reach, what, at),
      ...(aloud
        ? tell(
            everywhere(reach),
            ['outcome-news', outcome.id, what, at, 'steering'],
            news,
            'notice',
            reportKey(outcome),
          )
        : []),
    ],
    say: { view: 'outcome', outcome: outcome.id, side: what === 'answered' ? 'source' : 'steering' },
  });
};
