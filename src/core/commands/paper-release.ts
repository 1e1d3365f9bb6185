import { z } from 'zod';
import { release } from '../model/paper.ts';
import { ok } from '../model/result.ts';
import { dayOf } from '../model/time.ts';
import { stands } from '../papers/council-paper.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { leaders } from './may.ts';
import { loadToHandIn, type PaperReads, releaseNews, stillHeld, written } from './paper-words.ts';

export const paperRelease = command({
  name: 'paper-release',
  words: ['vorlage freigeben', 'paper release'],
  takes: [{ name: 'paper', kind: 'paper' }],
  args: z.object({ paper: arg.paper }),
  may: leaders,
  load: (reads: PaperReads, { paper }, { now }) => loadToHandIn(reads, paper, now),
  decide(loaded, _, { by, now }) {
    const held = stillHeld(loaded.paper, loaded.sources, loaded.next);
    if (!held.ok) return held;
    // what is released is what stands
    const outcomes = loaded.sources.outcomes.filter((outcome) => stands(outcome, loaded.paper));
    const day = dayOf(now, loaded.organization.zone);
    const paper = { ...loaded.paper, outcomes: outcomes.map(({ id }) => id), day };
    const released = release(paper, by, now.toString());
    if (!released.ok) return released;
    const { save, posts } = written(loaded, released.value, loaded.sources, loaded.paper);
    return ok({
      save,
      posts: [
        ...posts.map((post) => ({ ...post, urgency: 'quiet' as const })),
        ...releaseNews(loaded.reach, released.value, 'notice'),
      ],
      say: { view: 'paper', paper: released.value.id },
    });
  },
});
