import { z } from 'zod';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { maySee } from '../sight.ts';
import { showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';

export const outcomeShow = command({
  name: 'outcome-show',
  words: ['ergebnis', 'outcome'],
  takes: [{ name: 'outcome', kind: 'outcome' }],
  args: z.object({ outcome: arg.outcome }),
  may: 'anyone',
  async load(reads: Pick<Reads, 'outcomes' | 'memberships' | 'body' | 'organizations'>, args, { by, now }) {
    const outcome = await reads.outcomes.byId(args.outcome);
    // who may not see it is not told that it exists
    return outcome !== undefined && (await maySee(reads, by, outcome, now))
      ? ok({ outcome })
      : no({ code: 'no-such', named: args.outcome });
  },
  decide: ({ outcome }) => ok(showing({ view: 'outcome', outcome: outcome.id, side: 'source' })),
});
