import { z } from 'zod';
import { askBack as ask } from '../model/outcome.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadSteered } from './load.ts';
import { steerers } from './may.ts';
import { steer } from './steering.ts';

export const askBack = command({
  name: 'ask-back',
  words: ['rückfrage', 'rueckfrage', 'nachfragen', 'ask back'],
  takes: [
    { name: 'outcome', kind: 'outcome' },
    { name: 'text', kind: 'text' },
  ],
  args: z.object({ outcome: arg.outcome, text: arg.text }),
  may: steerers,
  load: (reads, { outcome }, { now }) => loadSteered(reads, outcome, now),
  decide: (loaded, { text }, { by, now }) => steer(loaded, ask(loaded.outcome, by, text, now), 'asked-back'),
});
