import { z } from 'zod';
import { decline as settle } from '../model/outcome.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadSteered } from './load.ts';
import { steerers } from './may.ts';
import { steer } from './steering.ts';

/** Never without a reason. */
export const decline = command({
  name: 'decline',
  words: ['ablehnen', 'decline'],
  takes: [
    { name: 'outcome', kind: 'outcome' },
    { name: 'text', kind: 'text' },
  ],
  args: z.object({ outcome: arg.outcome, text: arg.text }),
  may: steerers,
  load: (reads, { outcome }, { now }) => loadSteered(reads, outcome, now),
  decide: (loaded, { text }, { by, now }) => steer(loaded, settle(loaded.outcome, { text, by }, now), 'declined'),
});
