import type { Deadline } from './model/deadline.ts';
import { isPending } from './model/outcome.ts';
import type { Reads } from './ports.ts';

type Power = Pick<Reads, 'outcomes' | 'papers'>;
/**
 * Whether a deadline is met, seen from what there is: results lie before the steering group, nothing waits for it, its
 * paper is drafted, released, submitted. Or a person has said so. Nobody who has done their part is reminded.
 */
export const isMet = async (reads: Power, { step, organization, sitting, state }: Deadline): Promise<boolean> => {
  if (state.is !== 'open') return true;
  switch (step) {
    case 'results':
      return (await reads.outcomes.live(organization)).some(({ state }) => state.is !== 'draft');
    case 'review':
      return (
        (await reads.outcomes.pending(organization)).filter(
          (outcome) => isPending(outcome) && outcome.state.is !== 'taken-up',
        ).length === 0
      );
    default: {
      const own = (await reads.papers.for(sitting)).filter((paper) => paper.organization === organization);
      if (step === 'draft') return own.length > 0;
      if (step === 'co-signing') return own.some((paper) => paper.state.is !== 'draft');
      return own.some((paper) => paper.state.is === 'submitted');
    }
  }
};
