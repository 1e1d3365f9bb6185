import { z } from 'zod';
import { ok } from '../model/result.ts';
import { showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';

export const help = command({
  name: 'help',
  words: ['hilfe', 'help', '?'],
  takes: [{ name: 'command', kind: 'text', optional: true }],
  args: z.object({ command: arg.line.optional() }),
  may: 'anyone',
  load: async () => ok({}),
  decide: (_, { command: about }) => ok(showing({ view: 'help', ...(about && { command: about }) })),
});
