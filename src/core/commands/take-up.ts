import { z } from 'zod';
import { takeUp as take } from '../model/outcome.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadSteered } from './load.ts';
import { steerers } from './may.ts';
import { steer } from './steering.ts';

export const takeUp = command({
  name: 'take-up',
  words: ['aufgreifen', 'take up'],
  takes: [{ name: 'outcome', kind: 'outcome' }],
  args: z.object({ outcome: arg.outcome }),
  may: steerers,
  load: (reads, { outcome }, { now }) => loadSteered(reads, outcome, now),
  decide: (loaded, _, { by, now }) => steer(loaded, take(loaded.outcome, by, now), 'taken-up'),
});
