import { z } from 'zod';
import { meetingCard, planCard, pollCard } from '../cards.ts';
import { cancel } from '../model/meeting.ts';
import { closed } from '../model/poll.ts';
import { postKey } from '../model/post.ts';
import { ok } from '../model/result.ts';
import { invitationSnapshot } from '../papers/meeting-invitation.ts';
import type { Reads } from '../ports.ts';
import { everywhere } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadMeeting } from './load.ts';
import { leaders } from './may.ts';
import { type DatedReads, datedReads, meetingTold, owingTold } from './meeting-dated.ts';
import { fall, papersBefore } from './papers-fallen.ts';

export const meetingCancel = command({
  name: 'meeting-cancel',
  words: ['sitzung absagen', 'meeting cancel'],
  takes: [
    { name: 'meeting', kind: 'meeting' },
    { name: 'reason', kind: 'text', key: true, optional: true },
  ],
  args: z.object({ meeting: arg.meeting, reason: arg.line.optional() }),
  may: leaders,
  async load(reads: DatedReads & Pick<Reads, 'polls' | 'posts'>, args, { now }) {
    const found = await loadMeeting(reads, args.meeting, now);
    if (!found.ok) return found;
    const { state } = found.value.meeting;
    const poll = state.is === 'polling' && state.poll !== undefined ? await reads.polls.byId(state.poll) : undefined;
    const cards = await Promise.all(
      everywhere(found.value.reach).map(({ id }) => reads.posts.byKey(postKey('meeting', args.meeting, id))),
    );
    return ok({
      ...found.value,
      around: await datedReads(reads, found.value.meeting, now),
      poll,
      cards,
      papers: await papersBefore(reads, args.meeting, now),
    });
  },
  decide(loaded, { reason }, { now }) {
    const { meeting, organization, body, reach, around, poll, cards, papers } = loaded;
    const cancelled = cancel(meeting, reason);
    if (!cancelled.ok) return cancelled;
    const wasInvited = meeting.state.is === 'invited';
    const asked = poll?.state.is === 'open' ? poll : undefined;
    const shown = new Set(cards.map((card) => card?.key));
    const without = papers.map(fall);
    const fallen = around.deadlines
      .filter(({ state }) => state.is === 'open')
      .map((deadline) => ({ ...deadline, state: { is: 'void' as const } }));
    return ok({
      save: [
        save('meeting', cancelled.value),
        ...(asked ? [save('poll', closed(asked, now.toString()))] : []),
        ...fallen.map((deadline) => save('deadline', deadline)),
        ...(wasInvited
          ? invitationSnapshot(cancelled.value, organization, body, now).map((snapshot) => save('snapshot', snapshot))
          : []),
        ...without.flatMap(({ save: kept }) => kept),
      ],
      posts: [
        ...(poll === undefined ? [] : pollCard(reach, poll.id)),
        ...meetingCard(reach, meeting.id).filter(({ key }) => shown.has(key)), // only where it stands: the news say it, once
        ...meetingTold(loaded, cancelled.value, { what: 'cancelled', ...(asked && { poll: asked.id }) }),
        ...owingTold(around, cancelled.value, fallen),
        ...(around.deadlines.length === 0 ? [] : planCard(around.planned, meeting.id)),
        ...around.reminders,
        ...without.flatMap(({ posts }) => posts),
      ],
      say: { view: 'meeting', meeting: meeting.id },
    });
  },
});
