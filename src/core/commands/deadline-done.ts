import { z } from 'zod';
import { no, ok } from '../model/result.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadDeadline } from './load.ts';
import { voters } from './vote.ts';

/** Said by a person, also where nothing could be seen from what there is: nothing to report this time. */
export const deadlineDone = command({
  name: 'deadline-done',
  words: ['erledigt', 'done'],
  takes: [{ name: 'deadline', kind: 'deadline' }],
  args: z.object({ deadline: arg.deadline }),
  may: voters,
  load: (reads, { deadline }, { now }) => loadDeadline(reads, deadline, now),
  decide({ deadline }, _, { by }) {
    if (deadline.state.is === 'void') return no({ code: 'no-longer' });
    return ok({
      save: [save('deadline', { ...deadline, state: { is: 'done', by } })],
      posts: [],
      say: { view: 'deadline', deadline: deadline.id },
    });
  },
});
