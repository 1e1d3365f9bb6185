import { z } from 'zod';
import { undoLast } from '../model/outcome.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadSteered } from './load.ts';
import { steerers } from './may.ts';
import { steer } from './steering.ts';

/** A wrong click is taken back for a while, and everyone who heard of it hears that, too. */
export const undo = command({
  name: 'undo',
  words: ['rückgängig', 'rueckgaengig', 'undo'],
  takes: [{ name: 'outcome', kind: 'outcome' }],
  args: z.object({ outcome: arg.outcome }),
  may: steerers,
  load: (reads, { outcome }, { now }) => loadSteered(reads, outcome, now),
  decide: (loaded, _, { now }) => steer(loaded, undoLast(loaded.outcome, now), 'undone'),
});
