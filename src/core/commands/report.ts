import { z } from 'zod';
import { begin } from '../dialogs/dialog.ts';
import type { Meeting } from '../model/meeting.ts';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { homeOf, loadMeeting, steeringOf } from './load.ts';
import { voters } from './may.ts';
import { threadOf } from './meeting-held.ts';

/** Of a meeting, or of a group between its meetings. */
export const report = command({
  name: 'report',
  words: ['ergebnisse aufnehmen', 'ergebnis aufnehmen', 'bericht', 'report'],
  takes: [
    { name: 'meeting', kind: 'meeting', optional: true },
    { name: 'organization', kind: 'organization', optional: true },
  ],
  args: z.object({ meeting: arg.meeting.optional(), organization: arg.organization.optional() }),
  may: voters,
  async load(reads: Reads, args, asked) {
    let meeting: Meeting | undefined;
    if (args.meeting !== undefined) {
      const found = await loadMeeting(reads, args.meeting, asked.now);
      if (!found.ok) return found;
      meeting = found.value.meeting;
    }
    const id = meeting?.organization ?? args.organization;
    if (id === undefined) return no({ code: 'which-organization' });
    const home = await homeOf(reads, id, asked.now);
    if ((await steeringOf(reads, home.organization)) === undefined) return no({ code: 'no-steering' });
    const about = { organization: id, ...(meeting && { meeting: meeting.id }) };
    return ok({
      ...home,
      meeting,
      begun: await begin(reads, 'report', about, asked, meeting && threadOf(meeting.id, asked.at)),
    });
  },
  decide: ({ meeting, begun }) => (meeting?.state.is === 'cancelled' ? no({ code: 'meeting-over' }) : begun),
});
