import { z } from 'zod';
import { meetingCard, pollCard } from '../cards.ts';
import { cancel } from '../model/meeting.ts';
import { closed } from '../model/poll.ts';
import { postKey } from '../model/post.ts';
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
      'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'meetings' | 'deadlines' | 'polls' | 'posts'
    >,
    args,
    { now },
  ) {
    const found = await loadMeeting(reads, args.meeting, now);
    if (!found.ok) return found;
    const { state } = found.value.meeting;
    const poll = state.is === 'polling' && state.poll !== undefined ? await reads.polls.byId(state.poll) : undefined;
    const cards = await Promise.all(
      everywhere(found.value.reach).map(({ id }) => reads.posts.byKey(postKey('meeting', args.meeting, id))),
    );
    return ok({ ...found.value, deadlines: await reads.deadlines.of(args.meeting), poll, cards });
  },
  decide({ meeting, organization, body, reach, deadlines, poll, cards }, { reason }, { now }) {
    const cancelled = cancel(meeting, reason);
    if (!cancelled.ok) return cancelled;
    const wasInvited = meeting.state.is === 'invited';
    const open = poll?.state.is === 'open' ? poll : undefined;
    const shown = new Set(cards.map((card) => card?.key));
    const news = {
      view: 'meeting-news',
      meeting: meeting.id,
      revision: cancelled.value.revision,
      what: 'cancelled',
      ...(open && { poll: open.id }),
    } as const;
    return ok({
      save: [
        save('meeting', cancelled.value),
        ...(open ? [save('poll', closed(open, now.toString()))] : []),
        ...deadlines.map((deadline) => save('deadline', { ...deadline, state: { is: 'void' } })),
        ...(wasInvited
          ? invitationSnapshot(cancelled.value, organization, body, now).map((snapshot) => save('snapshot', snapshot))
          : []),
      ],
      posts: [
        ...(poll === undefined ? [] : pollCard(reach, poll.id)),
        ...meetingCard(reach, meeting.id).filter(({ key }) => shown.has(key)), // only where it stands: the news say it, once
        ...tell(everywhere(reach), ['meeting-news', meeting.id, cancelled.value.revision], news, 'notice'),
      ],
      say: { view: 'meeting', meeting: meeting.id },
    });
  },
});
