import { z } from 'zod';
import { roles } from '../model/organization.ts';
import { ok } from '../model/result.ts';
import { showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadMeeting } from './load.ts';

export const meetingShow = command({
  name: 'meeting-show',
  words: ['sitzung', 'meeting'],
  takes: [{ name: 'meeting', kind: 'meeting' }],
  args: z.object({ meeting: arg.meeting }),
  may: roles,
  load: (reads, { meeting }, { now }) => loadMeeting(reads, meeting, now),
  decide: ({ meeting }) => ok(showing({ view: 'meeting', meeting: meeting.id })),
});
