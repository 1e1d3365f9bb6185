import { z } from 'zod';
import { askedFor } from '../deadlines.ts';
import { snooze } from '../model/deadline.ts';
import { no, ok } from '../model/result.ts';
import { at, dayOf, hasCome, inZone, shiftDay } from '../model/time.ts';
import { firstDay, readWhen } from '../model/when/index.ts';
import { MORNING, workdayFrom } from '../model/workdays.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { here, loadDeadline } from './load.ts';
import { voters } from './may.ts';
import { type SettledReads, settled } from './settled.ts';

/** "später" alone means in two days, or on the first workday after that. */
const DAYS = 2;

/** Everyone puts off their own reminder alone: "ich erinnere Sie" is a promise to them. */
export const deadlineLater = command({
  name: 'deadline-later',
  words: ['später', 'spaeter', 'later'],
  takes: [
    { name: 'deadline', kind: 'deadline' },
    { name: 'when', kind: 'text', optional: true },
  ],
  args: z.object({ deadline: arg.deadline, when: arg.line.optional() }),
  may: voters,
  async load(
    reads: SettledReads & Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body'>,
    args,
    { now },
  ) {
    const found = await loadDeadline(reads, args.deadline, now);
    if (!found.ok) return found;
    const { deadline, organization } = found.value;
    const asked = askedFor(deadline, await reads.memberships.in(organization.id), now, organization);
    return ok({
      ...found.value,
      asked: await Promise.all(asked.map(async (id) => ({ id, name: (await reads.people.byId(id))?.name ?? id }))),
      over: await settled(reads, deadline, now),
    });
  },
  decide({ deadline, organization, body, asked, over }, { when }, { by, now }) {
    if (over !== undefined) return no(over);
    if (!asked.some(({ id }) => id === by))
      return no({ code: 'not-reminded', deadline: deadline.id, people: asked.map(({ name }) => name) });
    if (hasCome(deadline.at, now)) return no({ code: 'deadline-passed', deadline: deadline.id });
    const { zone } = organization;
    const read = when === undefined ? undefined : readWhen(when, here(organization, now));
    if (read !== undefined && !read.ok) return read;
    const wanted = read?.value;
    const day =
      wanted === undefined
        ? workdayFrom(shiftDay(dayOf(now, zone), DAYS), { land: body.land, extra: body.holidays })
        : firstDay(wanted);
    const later = at(day, wanted?.is === 'time' ? wanted.from : MORNING, zone);
    if (wanted !== undefined && hasCome(later, now)) return no({ code: 'when-past', understood: wanted });
    if (hasCome(deadline.at, inZone(later, zone).toInstant())) return no({ code: 'later-than-due' });
    return ok({
      save: [save('deadline', snooze(deadline, by, later))],
      posts: [],
      say: {
        view: 'noted',
        what: 'snoozed',
        about: { deadline: deadline.id, until: later, zone },
      },
    });
  },
});
