import { z } from 'zod';
import { objectionEnds } from '../model/objection.ts';
import { correct } from '../model/outcome.ts';
import { no, ok } from '../model/result.ts';
import { nobody } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadOutcome } from './load.ts';
import { leads, voters } from './may.ts';
import { shownAnew, tellSource } from './steering.ts';

/** Who reported it, or who leads the group; and the group may object anew. */
export const outcomeCorrect = command({
  name: 'outcome-correct',
  words: ['ergebnis ändern', 'ergebnis aendern', 'outcome correct'],
  takes: [
    { name: 'outcome', kind: 'outcome' },
    { name: 'text', kind: 'text' },
  ],
  args: z.object({ outcome: arg.outcome, text: arg.text }),
  may: voters,
  load: (reads, { outcome }, { now }) => loadOutcome(reads, outcome, now),
  decide({ outcome, organization, reach }, { text }, { by, now, roles }) {
    if (outcome.by !== by && !leads(roles))
      return no({ code: 'not-allowed', may: ['chair', 'coordinator'], organization: organization.id });
    const corrected = correct(outcome, text, objectionEnds(organization, now));
    if (!corrected.ok) return corrected;
    const what = text === outcome.text ? 'kept' : 'corrected';
    const { outcome: next, posts } = tellSource(outcome, corrected.value, reach, { what });
    return ok({
      save: [save('outcome', next)],
      posts: [...shownAnew(next, reach, nobody, []), ...posts],
      say: { view: 'outcome', outcome: outcome.id, side: 'source' },
    });
  },
});
