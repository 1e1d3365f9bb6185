import { z } from 'zod';
import { pollCard } from '../cards.ts';
import { isOpen } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadBallot } from './load.ts';
import { voters } from './may.ts';

export const voteWithdraw = command({
  name: 'vote-withdraw',
  words: ['stimme zurückziehen', 'stimme zurueckziehen', 'vote withdraw'],
  takes: [{ name: 'poll', kind: 'poll' }],
  args: z.object({ poll: arg.poll }),
  may: voters,
  load: (reads, { poll }, asked) => loadBallot(reads, poll, asked),
  decide({ poll, reach, before }, _, { by, now }) {
    if (!isOpen(poll, now)) return no({ code: 'poll-closed' });
    return ok({
      save: [save('ballot', { ...before, poll: poll.id, person: by, marks: [] })],
      posts: pollCard(reach, poll.id),
      say: { view: 'noted', what: 'vote-withdrawn', about: { poll: poll.id } },
    });
  },
});
