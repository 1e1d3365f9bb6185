import { z } from 'zod';
import { leaveOut, tellOnly } from '../model/paper.ts';
import { no, ok } from '../model/result.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { leaders } from './may.ts';
import { section } from './paper-section.ts';
import { loadWithSources, type PaperReads, written } from './paper-words.ts';

/** An outcome, until the draft is written anew, which takes in all that stands; or the Beschlussvorschlag. */
export const paperLeaveOut = command({
  name: 'paper-leave-out',
  words: ['vorlage ohne', 'paper without'],
  takes: [
    { name: 'paper', kind: 'paper' },
    { name: 'outcome', kind: 'text' },
  ],
  args: z.object({ paper: arg.paper, outcome: section }),
  may: leaders,
  load: (reads: PaperReads, { paper }, { now }) => loadWithSources(reads, paper, now),
  decide(loaded, { outcome }) {
    if (outcome === 'title' || outcome === 'introduction') return no({ code: 'always-in-paper' });
    const edited = outcome === 'proposal' ? tellOnly(loaded.paper) : leaveOut(loaded.paper, outcome);
    if (!edited.ok) return edited;
    const outcomes = loaded.sources.outcomes.filter(({ id }) => id !== outcome);
    return ok({
      ...written(loaded, edited.value, { ...loaded.sources, outcomes }, loaded.paper),
      say: { view: 'paper', paper: edited.value.id },
    });
  },
});
