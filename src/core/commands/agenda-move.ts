import { z } from 'zod';
import { moveItem } from '../model/meeting.ts';
import { no } from '../model/result.ts';
import { changed, loadAgenda } from './agenda.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { leaders } from './may.ts';

/** People count the agenda as it stands: `item` and `position` are places in the list. */
export const agendaMove = command({
  name: 'agenda-move',
  words: ['top verschieben', 'agenda move'],
  takes: [
    { name: 'meeting', kind: 'meeting', optional: true },
    { name: 'item', kind: 'number' },
    { name: 'position', kind: 'number' },
  ],
  args: z.object({ meeting: arg.meeting.optional(), item: arg.number, position: arg.number }),
  may: leaders,
  load: (reads, { meeting }, asked) => loadAgenda(reads, meeting, asked),
  decide(loaded, { item, position }) {
    const meant = loaded.meeting.agenda[item - 1];
    if (meant === undefined) return no({ code: 'no-such-item', item });
    const moved = moveItem(loaded.meeting, meant.number, position);
    return moved.ok ? changed(loaded, moved.value, { view: 'meeting', meeting: loaded.meeting.id }) : moved;
  },
});
