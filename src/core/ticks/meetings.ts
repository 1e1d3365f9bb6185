import { homeOf } from '../commands/load.ts';
import { slotOf } from '../model/meeting.ts';
import { ok } from '../model/result.ts';
import { endOf } from '../model/slot.ts';
import { hasCome } from '../model/time.ts';
import { aloneWith, responsible, tell } from '../reach.ts';
import { nothing, save } from '../step.ts';
import type { Job } from './index.ts';

/** When a meeting is over, whoever answers for it is asked how it went: alone where possible, else in the room. Once. */
export const meetings: Job = async (across, now) =>
  (await across.meetingsEnded(now)).map(({ body, row }) => ({
    body,
    cause: `follow-up:${row.id}:${row.revision}`,
    async decide(reads) {
      const meeting = await reads.meetings.byId(row.id);
      const slot = meeting && slotOf(meeting);
      const waits = meeting?.state.is === 'scheduled' || meeting?.state.is === 'invited';
      if (
        meeting === undefined ||
        slot === undefined ||
        !waits ||
        meeting.followed ||
        !hasCome(endOf(slot, meeting.zone), now)
      )
        return ok(nothing);
      const { organization, reach } = await homeOf(reads, meeting.organization, now);
      const asked = responsible(await reads.memberships.in(organization.id), now, organization.zone);
      const alone = await aloneWith(reads, asked);
      // a committee keeps its own minutes
      const to = organization.classification === 'committee' ? [] : alone.length > 0 ? alone : reach.rooms;
      return ok({
        save: [save('meeting', { ...meeting, followed: true })],
        posts: tell(
          to,
          ['follow-up', meeting.id, meeting.revision],
          { view: 'follow-up', meeting: meeting.id },
          'notice',
        ),
      });
    },
  }));
