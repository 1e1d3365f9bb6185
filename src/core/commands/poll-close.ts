import { z } from 'zod';
import { pollCard } from '../cards.ts';
import { isOpen } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import { everywhere, tell } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadPoll } from './load.ts';

export const pollClose = command({
  name: 'poll-close',
  words: ['umfrage schließen', 'umfrage schliessen', 'umfrage beenden', 'poll close'],
  takes: [{ name: 'poll', kind: 'poll' }],
  args: z.object({ poll: arg.poll }),
  may: ['coordinator', 'chair'],
  load: (reads, { poll }, { now }) => loadPoll(reads, poll, now),
  decide({ poll, reach }, _, { now }) {
    if (!isOpen(poll, now)) return no({ code: 'poll-closed' });
    return ok(closing(poll, reach, now.toString()));
  },
});

/** Only that it is closed is stored; its result is derived. The post with the options shows the end, a new one says it. */
export const closing = (poll: Parameters<typeof isOpen>[0], reach: Parameters<typeof everywhere>[0], at: string) => ({
  save: [save('poll', { ...poll, state: { is: 'closed' as const, at } })],
  posts: [
    ...pollCard(reach, poll.id),
    ...tell(everywhere(reach), ['poll-result', poll.id], { view: 'poll-result', poll: poll.id }, 'notice'),
  ],
  say: { view: 'poll-result' as const, poll: poll.id },
});
