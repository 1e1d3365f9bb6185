import { z } from 'zod';
import { onHandover, sending } from '../model/deadline.ts';
import { currentOf } from '../model/organization.ts';
import { no, ok } from '../model/result.ts';
import { dayOf } from '../model/time.ts';
import { aloneWith, tell } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadDeadline } from './load.ts';
import { mayVote, voters } from './may.ts';
import { type RemindedReads, reminded } from './reminded.ts';
import { type SettledReads, settled } from './settled.ts';

/** Somebody else of the same organization takes it over, and is told so. */
export const deadlineDelegate = command({
  name: 'deadline-delegate',
  words: ['vertreten', 'delegate'],
  takes: [
    { name: 'deadline', kind: 'deadline' },
    { name: 'person', kind: 'person' },
  ],
  args: z.object({ deadline: arg.deadline, person: arg.person }),
  may: voters,
  async load(reads: SettledReads & RemindedReads, args, { now }) {
    const found = await loadDeadline(reads, args.deadline, now);
    if (!found.ok) return found;
    const members = await reads.memberships.in(found.value.organization.id);
    const person = await reads.people.byId(args.person);
    const today = dayOf(now, found.value.organization.zone);
    const able = currentOf(members, today).some((each) => each.person === args.person && mayVote(each));
    if (person === undefined || !able) return no({ code: 'not-a-member', named: person?.name ?? args.person });
    return ok({
      ...found.value,
      person,
      alone: await aloneWith(reads, [args.person]),
      standing: await reminded(reads, { ...found.value.deadline, delegate: args.person }, now),
      over: await settled(reads, found.value.deadline, now),
    });
  },
  decide({ deadline, person, alone, standing, over }, _, { by }) {
    if (over !== undefined) return no(over);
    const occurrence = onHandover(person.id);
    const key = ['remind', deadline.id, deadline.at, occurrence];
    const view = { view: 'reminder', deadline: deadline.id, occurrence, by } as const;
    const told = tell(alone, key, view, 'notice');
    const reached = alone.flatMap((place) => (place.state === 'joined' ? [place.person] : []));
    const asked = [...new Set([...(deadline.asked ?? []), ...reached])];
    return ok({
      save: [save('deadline', { ...sending(deadline, occurrence), delegate: person.id, asked })],
      // the reminders that stand there name whoever is asked now
      posts: [...standing.filter((post) => told.every(({ key }) => key !== post.key)), ...told],
      say: { view: 'noted', what: 'delegated', about: { deadline: deadline.id, person: person.name } },
    });
  },
});
