import { z } from 'zod';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadDeadline } from './load.ts';
import { voters } from './may.ts';
import { type RemindedReads, reminded } from './reminded.ts';

/** Said by a person, also where nothing could be seen from what there is: nothing to report this time. */
export const deadlineDone = command({
  name: 'deadline-done',
  words: ['erledigt', 'done'],
  takes: [{ name: 'deadline', kind: 'deadline' }],
  args: z.object({ deadline: arg.deadline }),
  may: voters,
  async load(reads: RemindedReads & Pick<Reads, 'deadlines'>, args, { now }) {
    const found = await loadDeadline(reads, args.deadline, now);
    if (!found.ok) return found;
    return ok({ ...found.value, standing: await reminded(reads, found.value.deadline, now) });
  },
  decide({ deadline, standing }, _, { by }) {
    if (deadline.state.is === 'void') return no({ code: 'deadline-void', deadline: deadline.id });
    return ok({
      save: [save('deadline', { ...deadline, state: { is: 'done', by } })],
      posts: standing, // the last reminder that stands there says that it is done
      say: { view: 'deadline', deadline: deadline.id },
    });
  },
});
