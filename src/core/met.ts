import type { Deadline } from './model/deadline.ts';
import { hasCome, type Instant } from './model/time.ts';
import type { Reads } from './ports.ts';

type Power = Pick<Reads, 'outcomes' | 'papers' | 'deadlines'>;
/** `idle`: there is nothing to do, since nobody handed anything in. */
export type Standing = 'open' | 'idle' | 'done';
const doneIf = (done: boolean): Standing => (done ? 'done' : 'open');
/**
 * How far a deadline is, seen from what there is: results lie before the steering group, nothing waits for it, its
 * paper is drafted, released, submitted. Or a person has said so.
 */
export const standing = async (
  reads: Power,
  { step, organization, sitting, state }: Deadline,
  now: Instant,
): Promise<Standing> => {
  if (state.is !== 'open') return 'done';
  switch (step) {
    case 'results':
      // what was decided without ever being public is reported nowhere, and meets nothing twice
      return doneIf(
        (await reads.outcomes.live(organization)).some(
          (outcome) => outcome.state.is !== 'draft' && (outcome.label === 'public' || outcome.state.is !== 'decided'),
        ),
      );
    case 'review': {
      const pending = await reads.outcomes.pending(organization);
      if (pending.some((outcome) => outcome.state.is !== 'taken-up')) return 'open';
      const results = (await reads.deadlines.of(sitting)).filter((each) => each.step === 'results');
      const open: Deadline[] = [];
      for (const each of results) if ((await standing(reads, each, now)) === 'open') open.push(each);
      if (open.some(({ at }) => !hasCome(at, now))) return 'open';
      return pending.length === 0 && results.length === open.length ? 'idle' : 'done';
    }
    default: {
      const own = (await reads.papers.for(sitting)).filter((paper) => paper.organization === organization);
      if (step === 'draft') return doneIf(own.length > 0);
      if (step === 'co-signing') return doneIf(own.some((paper) => paper.state.is !== 'draft'));
      return doneIf(own.some((paper) => paper.state.is === 'submitted'));
    }
  }
};
/** Whether anything is still to be done: nobody who has done their part is reminded. */
export const isMet = async (reads: Power, deadline: Deadline, now: Instant): Promise<boolean> =>
  (await standing(reads, deadline, now)) !== 'open';
