import { z } from 'zod';
import { pollCard } from '../cards.ts';
import { isOpen } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadPoll } from './load.ts';
import { voters } from './may.ts';

export const voteWithdraw = command({
  name: 'vote-withdraw',
  words: ['stimme zurückziehen', 'stimme zurueckziehen', 'vote withdraw'],
  takes: [{ name: 'poll', kind: 'poll' }],
  args: z.object({ poll: arg.poll }),
  may: voters,
  async load(
    reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'polls' | 'ballots'>,
    { poll },
    { by, now },
  ) {
    const found = await loadPoll(reads, poll, now);
    return found.ok ? ok({ ...found.value, before: await reads.ballots.by(by, poll) }) : found;
  },
  decide({ poll, reach, before }, _, { by, now }) {
    if (!isOpen(poll, now)) return no({ code: 'poll-closed' });
    return ok({
      save: [save('ballot', { ...before, poll: poll.id, person: by, marks: [] })],
      posts: pollCard(reach, poll.id),
      say: { view: 'noted', what: 'vote-withdrawn', about: { poll: poll.id } },
    });
  },
});
