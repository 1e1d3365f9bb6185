import { z } from 'zod';
import { meetingCard, pollCard } from '../cards.ts';
import { cancel } from '../model/meeting.ts';
import { closed } from '../model/poll.ts';
import { ok } from '../model/result.ts';
import { invitationSnapshot } from '../papers/meeting-invitation.ts';
import type { Reads } from '../ports.ts';
import { everywhere, tell } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadMeeting } from './load.ts';
import { leaders } from './may.ts';

export const meetingCancel = command({
  name: 'meeting-cancel',
  words: ['sitzung absagen', 'meeting cancel'],
  takes: [
    { name: 'meeting', kind: 'meeting' },
    { name: 'reason', kind: 'text', key: true, optional: true },
  ],
  args: z.object({ meeting: arg.meeting, reason: arg.line.optional() }),
  may: leaders,
  async load(
    reads: Pick<
      Reads,
      'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'meetings' | 'deadlines' | 'polls'
    >,
    args,
    { now },
  ) {
    const found = await loadMeeting(reads, args.meeting, now);
    if (!found.ok) return found;
    const { state } = found.value.meeting;
    const poll = state.is === 'polling' && state.poll !== undefined ? await reads.polls.byId(state.poll) : undefined;
    return ok({ ...found.value, deadlines: await reads.deadlines.of(args.meeting), poll });
  },
  decide({ meeting, organization, body, reach, deadlines, poll }, { reason }, { now }) {
    const cancelled = cancel(meeting, reason);
    if (!cancelled.ok) return cancelled;
    const wasInvited = meeting.state.is === 'invited';
    const news = {
      view: 'meeting-news',
      meeting: meeting.id,
      revision: cancelled.value.revision,
      what: 'cancelled',
    } as const;
    return ok({
      save: [
        save('meeting', cancelled.value),
        ...(poll?.state.is === 'open' ? [save('poll', closed(poll, now.toString()))] : []),
        ...deadlines.map((deadline) => save('deadline', { ...deadline, state: { is: 'void' } })),
        ...(wasInvited
          ? invitationSnapshot(cancelled.value, organization, body, now).map((snapshot) => save('snapshot', snapshot))
          : []),
      ],
      posts: [
        ...(poll === undefined ? [] : pollCard(reach, poll.id)),
        ...meetingCard(reach, meeting.id),
        ...tell(everywhere(reach), ['meeting-news', meeting.id, cancelled.value.revision], news, 'notice'),
      ],
      say: { view: 'meeting', meeting: meeting.id },
    });
  },
});
