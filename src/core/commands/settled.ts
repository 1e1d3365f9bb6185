import { standing } from '../met.ts';
import type { Deadline } from '../model/deadline.ts';
import type { Instant } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import type { Refusal } from '../step.ts';

export type SettledReads = Pick<Reads, 'deadlines' | 'outcomes' | 'papers' | 'people'>;
/** Why a deadline waits for nothing more: who said so, what there is, or that the sitting fell. Undefined while it waits. */
export const settled = async (reads: SettledReads, deadline: Deadline, now: Instant): Promise<Refusal | undefined> => {
  const { id, step, state } = deadline;
  if (state.is === 'void') return { code: 'deadline-void', deadline: id };
  if (state.is === 'done')
    return { code: 'deadline-done', deadline: id, by: (await reads.people.byId(state.by))?.name ?? state.by };
  const how = await standing(reads, deadline, now);
  if (how === 'idle') return { code: 'deadline-idle', deadline: id };
  return how === 'done' ? { code: 'deadline-met', deadline: id, step } : undefined;
};
