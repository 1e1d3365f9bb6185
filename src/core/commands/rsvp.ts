import { z } from 'zod';
import { meetingCard } from '../cards.ts';
import { type replies, slotOf } from '../model/meeting.ts';
import { roles } from '../model/organization.ts';
import { no, ok } from '../model/result.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadMeeting } from './load.ts';

const said = new Map<string, (typeof replies)[number]>([
  ['ja', 'yes'],
  ['yes', 'yes'],
  ['zusage', 'yes'],
  ['dabei', 'yes'],
  ['✅', 'yes'],
  ['vielleicht', 'maybe'],
  ['maybe', 'maybe'],
  ['nein', 'no'],
  ['no', 'no'],
  ['absage', 'no'],
  ['❌', 'no'],
]);
export const rsvp = command({
  name: 'rsvp',
  words: ['teilnahme', 'rsvp', 'attend'],
  takes: [
    { name: 'meeting', kind: 'meeting' },
    { name: 'reply', kind: 'word' },
    { name: 'instead', kind: 'text', key: true, optional: true },
  ],
  /** `told`: the revision of the news that was answered, which may name an older date. */
  args: z.object({
    meeting: arg.meeting,
    reply: arg.oneOf(said),
    instead: arg.line.optional(),
    told: z.number().optional(),
  }),
  may: roles,
  load: (reads, { meeting }, { now }) => loadMeeting(reads, meeting, now),
  decide({ meeting, reach }, { reply, instead, told }, { by }) {
    const slot = slotOf(meeting);
    if (slot === undefined) return no({ code: 'meeting-undated' });
    if (meeting.state.is === 'held' || meeting.state.is === 'cancelled') return no({ code: 'meeting-over' });
    if (told !== undefined && told < (meeting.dated ?? 0))
      return no({ code: 'meeting-moved', meeting: meeting.id, slot, zone: meeting.zone });
    return ok({
      save: [save('rsvp', { meeting: meeting.id, person: by, slot, reply, ...(instead && { instead }) })],
      posts: meetingCard(reach, meeting.id),
      say: { view: 'rsvp', meeting: meeting.id, person: by },
    });
  },
});
