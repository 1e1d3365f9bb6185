import { z } from 'zod';
import { object } from '../model/outcome.ts';
import { ok } from '../model/result.ts';
import { nobody } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadOutcome } from './load.ts';
import { voters } from './may.ts';
import { shownAnew, tellSource } from './steering.ts';

export const outcomeObject = command({
  name: 'outcome-object',
  words: ['einspruch', 'object'],
  takes: [
    { name: 'outcome', kind: 'outcome' },
    { name: 'text', kind: 'text' },
  ],
  args: z.object({ outcome: arg.outcome, text: arg.text }),
  may: voters,
  load: (reads, { outcome }, { now }) => loadOutcome(reads, outcome, now),
  decide({ outcome, reach }, { text }, { by, now }) {
    const objected = object(outcome, by, text, now);
    if (!objected.ok) return objected;
    const news = { what: 'objected', objection: outcome.objections?.length ?? 0 } as const;
    const { outcome: next, posts } = tellSource(outcome, objected.value, reach, news);
    return ok({
      save: [save('outcome', next)],
      posts: [...shownAnew(next, reach, nobody, []), ...posts],
      say: { view: 'outcome', outcome: outcome.id, side: 'source' },
    });
  },
});
