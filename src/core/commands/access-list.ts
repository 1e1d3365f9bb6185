import { z } from 'zod';
import { ok } from '../model/result.ts';
import { showing } from '../step.ts';
import { command } from './command.ts';

export const accessList = command({
  name: 'access-list',
  words: ['zugänge', 'zugaenge', 'accesses'],
  takes: [],
  args: z.object({}),
  may: ['coordinator'],
  load: async () => ok({}),
  decide: () => ok(showing({ view: 'accesses' })),
});
