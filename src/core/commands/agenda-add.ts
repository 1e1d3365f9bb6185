import { z } from 'zod';
import { addItem } from '../model/meeting.ts';
import { changed, loadAgenda } from './agenda.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { voters } from './may.ts';

export const agendaAdd = command({
  name: 'agenda-add',
  words: ['top', 'tagesordnung', 'agenda add', 'agenda'],
  takes: [
    { name: 'meeting', kind: 'meeting', optional: true },
    { name: 'title', kind: 'text' },
    { name: 'non-public', kind: 'flag', optional: true },
  ],
  args: z.object({ meeting: arg.meeting.optional(), title: arg.line, 'non-public': arg.flag }),
  may: voters,
  load: (reads, { meeting }, asked) => loadAgenda(reads, meeting, asked),
  decide(loaded, { title, 'non-public': hidden }, { by }) {
    const added = addItem(loaded.meeting, { title, by, label: hidden === 'yes' ? 'non-public' : 'public' });
    if (!added.ok) return added;
    const item = `${added.value.agenda.length}`;
    return changed(loaded, added.value, {
      view: 'noted',
      what: 'agenda',
      about: { meeting: loaded.meeting.id, title, item },
    });
  },
});
