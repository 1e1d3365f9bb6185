import { z } from 'zod';
import { roles } from '../model/organization.ts';
import { ok } from '../model/result.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadPaper } from './load.ts';

export const paperShow = command({
  name: 'paper-show',
  words: ['vorlage', 'paper'],
  takes: [{ name: 'paper', kind: 'paper' }],
  args: z.object({ paper: arg.paper }),
  may: roles,
  load: (reads, { paper }, { now }) => loadPaper(reads, paper, now),
  decide: ({ paper }) => ok({ save: [], posts: [], say: { view: 'paper', paper: paper.id } }),
});
