import { z } from 'zod';
import { meetingCard } from '../cards.ts';
import { invite } from '../model/meeting.ts';
import { ok } from '../model/result.ts';
import { invitationSnapshot } from '../papers/meeting-invitation.ts';
import { everywhere, tell } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadMeeting } from './load.ts';
import { leaders } from './may.ts';

export const meetingInvite = command({
  name: 'meeting-invite',
  words: ['sitzung einladen', 'einladen', 'meeting invite'],
  takes: [{ name: 'meeting', kind: 'meeting' }],
  args: z.object({ meeting: arg.meeting }),
  may: leaders,
  load: (reads, { meeting }, { now }) => loadMeeting(reads, meeting, now),
  decide({ meeting, organization, body, reach }, _, { now }) {
    const invited = invite(meeting, now);
    if (!invited.ok) return invited;
    const news = {
      view: 'meeting-news',
      meeting: meeting.id,
      revision: invited.value.revision,
      what: meeting.state.is === 'invited' ? 'updated' : 'invited',
    } as const;
    return ok({
      save: [
        save('meeting', invited.value),
        ...invitationSnapshot(invited.value, organization, body, now).map((snapshot) => save('snapshot', snapshot)),
      ],
      posts: [
        ...meetingCard(reach, meeting.id),
        ...tell(everywhere(reach), ['invitation', meeting.id, invited.value.revision], news, 'notice'),
      ],
      say: { view: 'noted', what: 'invited', about: { meeting: meeting.id } },
    });
  },
});
