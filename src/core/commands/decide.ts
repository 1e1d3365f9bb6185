import { z } from 'zod';
import { decide as settle } from '../model/outcome.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadSteered } from './load.ts';
import { steerers } from './may.ts';
import { steer } from './steering.ts';

export const decide = command({
  name: 'decide',
  words: ['entscheiden', 'decide'],
  takes: [
    { name: 'outcome', kind: 'outcome' },
    { name: 'text', kind: 'text' },
    { name: 'next-step', kind: 'text', key: true, optional: true },
  ],
  args: z.object({ outcome: arg.outcome, text: arg.text, 'next-step': arg.text.optional() }),
  may: steerers,
  load: (reads, { outcome }, { now }) => loadSteered(reads, outcome, now),
  decide: (loaded, { text, 'next-step': nextStep }, { by, now }) =>
    steer(loaded, settle(loaded.outcome, { text, by, ...(nextStep && { nextStep }) }, now), 'decided'),
});
