import { z } from 'zod';
import { begin } from '../dialogs/dialog.ts';
import { slotOf } from '../model/meeting.ts';
import type { Place } from '../model/place.ts';
import { postKey } from '../model/post.ts';
import { no, ok } from '../model/result.ts';
import { startOf } from '../model/slot.ts';
import { hasCome } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadMeeting } from './load.ts';
import { leaders } from './may.ts';

export const meetingHeld = command({
  name: 'meeting-held',
  words: ['sitzung durchgeführt', 'sitzung durchgefuehrt', 'protokoll schreiben', 'meeting held'],
  takes: [{ name: 'meeting', kind: 'meeting' }],
  args: z.object({ meeting: arg.meeting }),
  may: leaders,
  async load(reads: Reads, args, asked) {
    const found = await loadMeeting(reads, args.meeting, asked.now);
    if (!found.ok) return found;
    return ok({
      ...found.value,
      begun: await begin(reads, 'minutes', { meeting: args.meeting }, asked, threadOf(args.meeting, asked.at)),
    });
  },
  decide({ meeting, begun }, _, { now }) {
    const slot = slotOf(meeting);
    const { zone } = meeting;
    if (meeting.state.is === 'cancelled') return no({ code: 'meeting-over' });
    if (slot === undefined) return no({ code: 'meeting-undated' });
    return hasCome(startOf(slot, zone), now) ? begun : no({ code: 'meeting-ahead', slot, zone });
  },
});

/** In a room, all about a meeting hangs on its card; alone with us there are no threads. */
export const threadOf = (meeting: string, { kind, id }: { kind: Place['kind']; id: string }) =>
  kind === 'room' ? postKey('meeting', meeting, id) : undefined;
