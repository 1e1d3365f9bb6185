import type { Deadline } from './model/deadline.ts';
import { hasCome, type Instant } from './model/time.ts';
import type { Reads } from './ports.ts';

type Power = Pick<Reads, 'outcomes' | 'papers' | 'deadlines'>;
/**
 * Whether a deadline is met, seen from what there is: results lie before the steering group, nothing waits for it, its
 * paper is drafted, released, submitted. Or a person has said so. Nobody who has done their part is reminded.
 */
export const isMet = async (
  reads: Power,
  { step, organization, sitting, state }: Deadline,
  now: Instant,
): Promise<boolean> => {
  if (state.is !== 'open') return true;
  switch (step) {
    case 'results':
      // what was decided without ever being public is reported nowhere, and meets nothing twice
      return (await reads.outcomes.live(organization)).some(
        (outcome) => outcome.state.is !== 'draft' && (outcome.label === 'public' || outcome.state.is !== 'decided'),
      );
    case 'review': {
      const results = (await reads.deadlines.of(sitting)).filter((each) => each.step === 'results');
      for (const each of results) if (!hasCome(each.at, now) && !(await isMet(reads, each, now))) return false;
      return (await reads.outcomes.pending(organization)).every((outcome) => outcome.state.is === 'taken-up');
    }
    default: {
      const own = (await reads.papers.for(sitting)).filter((paper) => paper.organization === organization);
      if (step === 'draft') return own.length > 0;
      if (step === 'co-signing') return own.some((paper) => paper.state.is !== 'draft');
      return own.some((paper) => paper.state.is === 'submitted');
    }
  }
};
