import { z } from 'zod';
import { ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadSitting } from './load.ts';

/** Of the sitting named, or of the next one of any committee. */
export const planShow = command({
  name: 'plan-show',
  words: ['fristen', 'deadlines'],
  takes: [{ name: 'meeting', kind: 'meeting', optional: true }],
  args: z.object({ meeting: arg.meeting.optional() }),
  may: 'anyone',
  async load(reads: Pick<Reads, 'organizations' | 'meetings'>, args, { now }) {
    const committees = (await reads.organizations.all()).filter(({ classification }) => classification === 'committee');
    const found = await loadSitting(reads, args.meeting, committees, now);
    return found.ok ? ok({ sitting: found.value }) : found;
  },
  decide: ({ sitting }) => ok(showing({ view: 'plan', sitting: sitting.id })),
});
