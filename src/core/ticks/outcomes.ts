import { reportCard } from '../cards.ts';
import { homeOf, steeringHome } from '../commands/load.ts';
import { shownAnew, steeringCard } from '../commands/steering.ts';
import { canUndo, handOver, isHanded, type Outcome } from '../model/outcome.ts';
import { ok } from '../model/result.ts';
import { hasCome, type Instant } from '../model/time.ts';
import type { Across, Reads } from '../ports.ts';
import { reach } from '../reach.ts';
import { type Decision, nothing, save, type Task } from '../step.ts';
import type { Job } from './index.ts';

type Due = Awaited<ReturnType<Across['outcomesDue']>>;

/** What is due to be handed over, and what can no longer be undone. */
export const outcomes: Job = async (across, now) => {
  const due = await across.outcomesDue(now);
  return [
    ...handingOver(
      due.filter(({ row }) => !isHanded(row)),
      now,
    ),
    ...settling(
      due.filter(({ row }) => isHanded(row)),
      now,
    ),
  ];
};

/** The group had its time to object: what one report brought goes before the steering group, in one piece and in order. */
const handingOver = (due: Due, now: Instant): readonly Task[] =>
  [...Map.groupBy(due, ({ body, row }) => `${body}/${row.report}`).values()].flatMap((listed) => {
    const [first] = listed;
    if (first === undefined) return [];
    const ids = listed.map(({ row }) => row.id);
    const until = listed.map(({ row: { state } }) => (state.is === 'submitted' ? state.objectUntil : ''));
    const cause = `hand:${first.row.report}:${ids.join(',')}:${until.toSorted().at(-1)}`;
    return [{ body: first.body, cause, decide: (reads: Reads) => handed(reads, ids, now) }];
  });
/** The time to undo is over: the card no longer offers it. */
const settling = (due: Due, now: Instant): readonly Task[] =>
  due.map(({ body, row: { id, undo } }) => ({
    body,
    cause: `settle:${id}:${undo?.until}`,
    decide: (reads: Reads) => settled(reads, id, now),
  }));

const settled = async (reads: Reads, id: Outcome['id'], now: Instant): Promise<Decision> => {
  const found = await reads.outcomes.byId(id);
  if (found?.undo === undefined || canUndo(found, now)) return ok(nothing);
  const { undo: _, ...outcome } = found;
  return ok({
    save: [save('outcome', outcome)],
    posts: steeringCard(outcome, await reach(reads, outcome.steering, now)),
  });
};

const handed = async (reads: Reads, ids: readonly Outcome['id'][], now: Instant): Promise<Decision> => {
  const found = await Promise.all(ids.map((id) => reads.outcomes.byId(id)));
  const due = found.filter(
    (each) => each?.state.is === 'submitted' && !isHanded(each) && hasCome(each.state.objectUntil, now),
  );
  const going = due.filter((each) => each !== undefined).map((each) => handOver(each, now));
  const [first] = going;
  if (first === undefined) return ok(nothing);
  const source = await homeOf(reads, first.organization, now);
  const steering = await steeringHome(reads, first.steering, now);
  return ok({
    save: going.map((outcome) => save('outcome', outcome)),
    posts: [
      ...reportCard(steering.reach, first, 'steering', 'notice'),
      ...going
        .flatMap((outcome) => shownAnew(outcome, source.reach, steering.reach, steering.boards))
        .map((post) => (post.view.view === 'outcome' ? { ...post, urgency: 'notice' as const } : post)),
    ],
  });
};
