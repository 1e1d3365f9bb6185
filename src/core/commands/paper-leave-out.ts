import { z } from 'zod';
import { leaveOut } from '../model/paper.ts';
import { ok } from '../model/result.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { leaders } from './may.ts';
import { loadWithSources, type PaperReads, written } from './paper-words.ts';

/** Until the draft is written anew, which takes in all that stands. */
export const paperLeaveOut = command({
  name: 'paper-leave-out',
  words: ['vorlage ohne', 'paper without'],
  takes: [
    { name: 'paper', kind: 'paper' },
    { name: 'outcome', kind: 'outcome' },
  ],
  args: z.object({ paper: arg.paper, outcome: arg.outcome }),
  may: leaders,
  load: (reads: PaperReads, { paper }, { now }) => loadWithSources(reads, paper, now),
  decide(loaded, { outcome }) {
    const edited = leaveOut(loaded.paper, outcome);
    if (!edited.ok) return edited;
    const outcomes = loaded.sources.outcomes.filter(({ id }) => id !== outcome);
    return ok({
      ...written(loaded, edited.value, { ...loaded.sources, outcomes }),
      say: { view: 'paper', paper: edited.value.id },
    });
  },
});
