import { z } from 'zod';
import { roles } from '../model/organization.ts';
import { no, ok } from '../model/result.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadMeeting } from './load.ts';

/** Only those of the organization; what was non-public is theirs, too, but for guests. */
export const protocol = command({
  name: 'protocol',
  words: ['protokoll', 'minutes'],
  takes: [{ name: 'meeting', kind: 'meeting' }],
  args: z.object({ meeting: arg.meeting }),
  may: roles,
  load: (reads, { meeting }, { now }) => loadMeeting(reads, meeting, now),
  decide({ meeting }, _, { roles: held }) {
    if (meeting.state.is !== 'held') return no({ code: 'meeting-not-held' });
    const part = held.some((role) => role !== 'guest') ? 'all' : 'public';
    return ok({
      save: [],
      posts: [],
      say: { view: 'protocol', meeting: meeting.id, revision: meeting.revision, part },
    });
  },
});
