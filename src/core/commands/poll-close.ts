import { z } from 'zod';
import { pollCard } from '../cards.ts';
import { closed, isOpen, type Poll } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import { everywhere, type Reach, tell } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadPoll } from './load.ts';
import { leaders } from './may.ts';

export const pollClose = command({
  name: 'poll-close',
  words: ['umfrage schließen', 'umfrage schliessen', 'umfrage beenden', 'poll close'],
  takes: [{ name: 'poll', kind: 'poll' }],
  args: z.object({ poll: arg.poll }),
  may: leaders,
  load: (reads, { poll }, { now }) => loadPoll(reads, poll, now),
  decide({ poll, reach }, _, { now }) {
    if (!isOpen(poll, now)) return no({ code: 'poll-closed' });
    return ok(closing(poll, reach, now.toString()));
  },
});

/** Only that it is closed is stored; its result is derived. The post with the options shows the end, a new one says it. */
export const closing = (poll: Poll, reach: Reach, at: string) => ({
  save: [save('poll', closed(poll, at))],
  posts: [
    ...pollCard(reach, poll.id),
    ...tell(everywhere(reach), ['poll-result', poll.id], { view: 'poll-result', poll: poll.id }, 'notice'),
  ],
  say: { view: 'poll-result' as const, poll: poll.id },
});
