import { paperCard } from '../cards.ts';
import type { Post } from '../messages.ts';
import type { MeetingId } from '../model/number.ts';
import { type Outcome, unreport } from '../model/outcome.ts';
import type { Paper } from '../model/paper.ts';
import type { Instant } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { everywhere, type Reach, tell } from '../reach.ts';
import { type Change, save } from '../step.ts';
import { steeringHome } from './load.ts';
import { releaseNews, reportersOf } from './paper-words.ts';
import { type RemindedReads, reminded } from './reminded.ts';
import { shownAnew } from './steering.ts';

type Reported = { outcomes: readonly Outcome[]; reporters: Awaited<ReturnType<typeof reportersOf>> };
type Before = Reported & { paper: Paper; reach: Reach; boards: readonly Reach[]; reminders: readonly Post[] };

/** The papers for a sitting, what they reported, and the reminders elsewhere that what is reported no longer concerned. */
export const papersBefore = async (
  reads: RemindedReads & Pick<Reads, 'papers' | 'outcomes' | 'deadlines'>,
  sitting: MeetingId,
  now: Instant,
): Promise<readonly Before[]> =>
  Promise.all(
    (await reads.papers.for(sitting)).map(async (paper) => {
      const { reach, boards } = await steeringHome(reads, paper.organization, now);
      const named = await Promise.all(paper.outcomes.map((id) => reads.outcomes.byId(id)));
      const outcomes = named.filter(
        (each) => each?.state.is === 'reported' && each.state.paper === paper.id,
      ) as Outcome[];
      const reporters = await reportersOf(reads, outcomes, now);
      const reminders: Post[] = [];
      for (const { organization } of outcomes.length === 0 ? [] : [{ organization: paper.organization }, ...reporters])
        for (const deadline of await reads.deadlines.open(organization))
          if (deadline.sitting !== sitting && deadline.state.is === 'open')
            reminders.push(...(await reminded(reads, deadline, now)));
      return { paper, reach, boards, outcomes, reporters, reminders };
    }),
  );

/** A paper whose sitting is cancelled: nobody is to hand it in any more, and what it reported is not reported. */
export const fall = ({
  paper,
  reach: steering,
  boards,
  outcomes,
  reporters,
  reminders,
}: Before): { save: readonly Change[]; posts: readonly Post[] } => {
  const { id, revision, state } = paper;
  const back = outcomes.map(unreport);
  const news = (what: 'submitted' | 'fallen') => ({ view: 'paper-news', paper: id, revision, what }) as const;
  return {
    save: back.map((outcome) => save('outcome', outcome)),
    posts: [
      ...paperCard(steering, id),
      ...tell(everywhere(steering), ['paper-news', id, 'fallen'], news('fallen'), 'notice'),
      ...(state.is === 'released' ? releaseNews(steering, paper, 'quiet') : []),
      ...(state.is === 'submitted'
        ? [steering, ...boards].flatMap((each) =>
            tell(everywhere(each), ['paper-news', id, 'submitted'], news('submitted'), 'quiet'),
          )
        : []),
      ...reporters.flatMap(({ organization, reach: group }) =>
        tell(everywhere(group), ['reported', id], { view: 'reported', paper: id, organization }, 'quiet'),
      ),
      ...back.flatMap((outcome) => {
        const source = reporters.find(({ organization }) => organization === outcome.organization)?.reach;
        return source === undefined ? [] : shownAnew(outcome, source, steering, boards);
      }),
      ...reminders,
    ],
  };
};
