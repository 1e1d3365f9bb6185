import { meetingCard } from '../cards.ts';
import type { Meeting } from '../model/meeting.ts';
import type { MeetingId } from '../model/number.ts';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { type Asked, type Decision, save } from '../step.ts';
import type { ViewRef } from '../views/refs.ts';
import { type Home, loadMeeting } from './load.ts';

/** The meeting named, or the next one of the room's organization. */
export const loadAgenda = async (
  reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'meetings'>,
  named: MeetingId | undefined,
  { at, now }: Asked,
) => {
  if (named !== undefined) return loadMeeting(reads, named, now);
  const [next] = at.kind === 'room' ? await reads.meetings.ahead(at.organization, now) : [];
  return next === undefined ? no({ code: 'no-meeting-ahead' } as const) : loadMeeting(reads, next.id, now);
};
/** The card of the meeting shows its agenda everywhere. */
export const changed = ({ reach }: Home, meeting: Meeting, say: ViewRef): Decision =>
  ok({
    save: [save('meeting', meeting)],
    posts: meetingCard(reach, meeting.id),
    say,
  });
