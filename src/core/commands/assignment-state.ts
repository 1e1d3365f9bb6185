import { z } from 'zod';
import { assignmentCards } from '../cards.ts';
import type { Progress } from '../model/assignment.ts';
import { ok } from '../model/result.ts';
import { everywhere, tell } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadAssignment } from './load.ts';
import { voters } from './may.ts';

const said = new Map<string, Progress>([
  ['offen', 'open'],
  ['open', 'open'],
  ['wieder offen', 'open'],
  ['open again', 'open'],
  ['begonnen', 'in-progress'],
  ['läuft', 'in-progress'],
  ['in arbeit', 'in-progress'],
  ['in-arbeit', 'in-progress'],
  ['in progress', 'in-progress'],
  ['in-progress', 'in-progress'],
  ['erledigt', 'done'],
  ['fertig', 'done'],
  ['done', 'done'],
]);
/** The group says how it stands, and whoever gave the assignment sees it. */
export const assignmentState = command({
  name: 'assignment-state',
  words: ['auftrag stand', 'assignment'],
  takes: [
    { name: 'assignment', kind: 'assignment' },
    { name: 'state', kind: 'word', among: [...said.keys()] },
    { name: 'text', kind: 'text', optional: true },
  ],
  args: z.object({ assignment: arg.assignment, state: arg.oneOf(said), text: arg.text.optional() }),
  may: voters,
  load: (reads, { assignment }, { now }) => loadAssignment(reads, assignment, now),
  decide({ assignment, reach, giver }, { state, text }, { by, now }) {
    const told = [state, now.toString()];
    return ok({
      save: [save('assignment', { ...assignment, state, ...(text && { said: { text, by } }) })],
      posts: [
        ...assignmentCards(reach, giver.reach, assignment.id),
        ...tell(
          everywhere(giver.reach),
          ['assignment-news', assignment.id, ...told],
          { view: 'assignment-news', assignment: assignment.id, state },
          'notice',
        ),
      ],
      say: { view: 'assignment', assignment: assignment.id, side: 'group' },
    });
  },
});
