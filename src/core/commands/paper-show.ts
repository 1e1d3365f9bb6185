import { z } from 'zod';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { mayRead } from '../sight.ts';
import { showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { voters } from './may.ts';

export const paperShow = command({
  name: 'paper-show',
  words: ['vorlage', 'paper'],
  takes: [{ name: 'paper', kind: 'paper' }],
  args: z.object({ paper: arg.paper }),
  may: 'anyone',
  async load(reads: Pick<Reads, 'papers' | 'memberships' | 'body' | 'organizations'>, args, { by, now }) {
    const paper = await reads.papers.byId(args.paper);
    if (paper === undefined) return no({ code: 'no-such', named: args.paper });
    return (await mayRead(reads, by, paper, now))
      ? ok({ paper })
      : no({ code: 'not-allowed', may: voters, organization: paper.organization });
  },
  decide: ({ paper }) => ok(showing({ view: 'paper', paper: paper.id })),
});
