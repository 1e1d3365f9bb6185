import { z } from 'zod';
import type { Deadline } from '../model/deadline.ts';
import type { Place } from '../model/place.ts';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { aloneWith, everywhere, tell } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadDeadline } from './load.ts';
import { voters } from './may.ts';

/** Said by a person, also where nothing could be seen from what there is: nothing to report this time. */
export const deadlineDone = command({
  name: 'deadline-done',
  words: ['erledigt', 'done'],
  takes: [{ name: 'deadline', kind: 'deadline' }],
  args: z.object({ deadline: arg.deadline }),
  may: voters,
  async load(
    reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'deadlines'>,
    args,
    { now },
  ) {
    const found = await loadDeadline(reads, args.deadline, now);
    if (!found.ok) return found;
    const { delegate } = found.value.deadline;
    return ok({ ...found.value, alone: await aloneWith(reads, delegate === undefined ? [] : [delegate]) });
  },
  decide({ deadline, reach, alone }, _, { by }) {
    if (deadline.state.is === 'void') return no({ code: 'no-longer' });
    return ok({
      save: [save('deadline', { ...deadline, state: { is: 'done', by } })],
      posts: reminded(deadline, [...everywhere(reach), ...alone]),
      say: { view: 'deadline', deadline: deadline.id },
    });
  },
});

/** The last reminder that stands there says that it is done. */
const reminded = ({ id, at, reminded: occurrence }: Deadline, to: readonly Place[]) =>
  occurrence === undefined
    ? []
    : tell(to, ['remind', id, at, occurrence], { view: 'reminder', deadline: id, occurrence }, 'quiet');
