import { z } from 'zod';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';

/** What each may see of it, the view knows. */
export const outcomeList = command({
  name: 'outcome-list',
  words: ['ergebnisse', 'outcomes'],
  takes: [{ name: 'organization', kind: 'organization', optional: true }],
  args: z.object({ organization: arg.organization.optional() }),
  may: 'anyone',
  async load(reads: Pick<Reads, 'organizations'>, args) {
    const found = args.organization && (await reads.organizations.byId(args.organization));
    return found ? ok({ found }) : no({ code: 'which-organization' });
  },
  decide: ({ found }) => ok(showing({ view: 'outcomes', organization: found.id })),
});
