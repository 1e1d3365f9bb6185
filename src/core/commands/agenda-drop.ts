import { z } from 'zod';
import { dropItem } from '../model/meeting.ts';
import { no } from '../model/result.ts';
import { changed, loadAgenda } from './agenda.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { leads, voters } from './may.ts';

/** Who leads may strike any item, the others their own. */
export const agendaDrop = command({
  name: 'agenda-drop',
  words: ['top streichen', 'agenda drop'],
  takes: [
    { name: 'meeting', kind: 'meeting', optional: true },
    { name: 'item', kind: 'number' },
  ],
  args: z.object({ meeting: arg.meeting.optional(), item: arg.number }),
  may: voters,
  load: (reads, { meeting }, asked) => loadAgenda(reads, meeting, asked),
  decide(loaded, { item }, { by, roles }) {
    const meant = loaded.meeting.agenda[item - 1];
    if (meant === undefined) return no({ code: 'no-such-item', item });
    if (meant.by !== by && !leads(roles))
      return no({ code: 'not-allowed', may: ['chair', 'coordinator'], organization: loaded.organization.id });
    const dropped = dropItem(loaded.meeting, meant.number);
    return dropped.ok ? changed(loaded, dropped.value, { view: 'meeting', meeting: loaded.meeting.id }) : dropped;
  },
});
