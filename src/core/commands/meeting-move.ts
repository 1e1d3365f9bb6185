import { z } from 'zod';
import { fix, slotOf } from '../model/meeting.ts';
import { no, ok } from '../model/result.ts';
import { slotsOf } from '../model/slot.ts';
import { readWhen } from '../model/when/index.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { here, loadMeeting } from './load.ts';
import { leaders } from './may.ts';
import { type DatedReads, dated, datedReads } from './meeting-dated.ts';

export const meetingMove = command({
  name: 'meeting-move',
  words: ['sitzung verlegen', 'sitzung verschieben', 'meeting move'],
  takes: [
    { name: 'meeting', kind: 'meeting' },
    { name: 'when', kind: 'text' },
    { name: 'room', kind: 'text', key: true, optional: true },
    { name: 'link', kind: 'text', key: true, optional: true },
  ],
  args: z.object({ meeting: arg.meeting, when: arg.line, room: arg.line.optional(), link: arg.link.optional() }),
  may: leaders,
  async load(reads: DatedReads, args, { now }) {
    const found = await loadMeeting(reads, args.meeting, now);
    return found.ok ? ok({ ...found.value, around: await datedReads(reads, found.value.meeting, now) }) : found;
  },
  decide(loaded, { when, room, link }, { now }) {
    const { meeting, organization } = loaded;
    if (slotOf(meeting) === undefined) return no({ code: 'meeting-undated' });
    const read = readWhen(when.replace(/^(auf|to)\s+/i, ''), here(organization, now));
    if (!read.ok) return read;
    const [slot, another] = slotsOf(read.value, organization.zone);
    if (slot === undefined || another !== undefined) return no({ code: 'several-days', understood: read.value });
    const moved = fix(meeting, slot, { ...(room && { room }), ...(link && { link }) });
    return moved.ok ? dated(loaded, meeting, moved.value, now) : moved;
  },
});
