import { homeOf } from '../commands/load.ts';
import { shownAnew } from '../commands/steering.ts';
import { handOver, isHanded } from '../model/outcome.ts';
import { ok } from '../model/result.ts';
import { hasCome } from '../model/time.ts';
import { everywhere, reach, tell } from '../reach.ts';
import { nothing, save } from '../step.ts';
import type { Job } from './index.ts';

/** The group had its time to object: each outcome goes before the steering group, and the boards see what is public. */
export const outcomes: Job = async (across, now) =>
  (await across.outcomesToHand(now)).map(({ body, row }) => ({
    body,
    cause: `hand:${row.id}:${row.state.is === 'submitted' ? row.state.objectUntil : ''}`,
    async decide(reads) {
      const outcome = await reads.outcomes.byId(row.id);
      if (outcome?.state.is !== 'submitted' || isHanded(outcome) || !hasCome(outcome.state.objectUntil, now))
        return ok(nothing);
      const [source, steering] = [
        await homeOf(reads, outcome.organization, now),
        await homeOf(reads, outcome.steering, now),
      ];
      const all = await reads.organizations.all();
      const boards = all.filter(
        ({ id, classification }) => classification === 'advisory-board' && steering.organization.reportsTo.includes(id),
      );
      const handed = handOver(outcome, now);
      const head = { view: 'report', report: outcome.report, organization: outcome.organization } as const;
      const seen = await Promise.all(boards.map(({ id }) => reach(reads, id, now)));
      const cards = shownAnew(handed, source.reach, steering.reach).map((post) =>
        post.view.view === 'outcome' ? { ...post, urgency: 'notice' as const } : post,
      );
      return ok({
        save: [save('outcome', handed)],
        posts: [
          ...tell(everywhere(steering.reach), ['report', outcome.report], { ...head, side: 'steering' }, 'notice'),
          ...cards,
          ...(outcome.label === 'public'
            ? seen.flatMap((board) =>
                tell(everywhere(board), ['report', outcome.report], { ...head, side: 'board' }, 'quiet'),
              )
            : []),
        ],
      });
    },
  }));
