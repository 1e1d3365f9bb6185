import { z } from 'zod';
import { no, ok } from '../model/result.ts';
import { at, hasCome, inZone } from '../model/time.ts';
import { firstDay, readWhen } from '../model/when/index.ts';
import { MORNING } from '../model/workdays.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { here, loadDeadline } from './load.ts';
import { voters } from './may.ts';

/** "später" alone means in two days. */
const DAYS = 2;

export const deadlineLater = command({
  name: 'deadline-later',
  words: ['später', 'spaeter', 'later'],
  takes: [
    { name: 'deadline', kind: 'deadline' },
    { name: 'when', kind: 'text', optional: true },
  ],
  args: z.object({ deadline: arg.deadline, when: arg.line.optional() }),
  may: voters,
  load: (reads, { deadline }, { now }) => loadDeadline(reads, deadline, now),
  decide({ deadline, organization }, { when }, { now }) {
    if (deadline.state.is !== 'open') return no({ code: 'no-longer' });
    const { zone } = organization;
    const read = when === undefined ? undefined : readWhen(when, here(organization, now));
    if (read !== undefined && !read.ok) return read;
    const wanted = read?.value;
    const day =
      wanted === undefined ? inZone(now, zone).toPlainDate().add({ days: DAYS }).toString() : firstDay(wanted);
    const later = at(day, wanted?.is === 'time' ? wanted.from : MORNING, zone);
    if (wanted !== undefined && hasCome(later, now)) return no({ code: 'when-past', understood: wanted });
    if (hasCome(deadline.at, inZone(later, zone).toInstant())) return no({ code: 'later-than-due' });
    return ok({
      save: [save('deadline', { ...deadline, later })],
      posts: [],
      say: {
        view: 'noted',
        what: 'snoozed',
        about: { deadline: deadline.id, until: later, zone },
      },
    });
  },
});
