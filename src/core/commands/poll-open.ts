import { z } from 'zod';
import { pollCard } from '../cards.ts';
import type { Meeting } from '../model/meeting.ts';
import { numbered } from '../model/number.ts';
import { openPoll } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import { slotsOf, startOf } from '../model/slot.ts';
import { at, dayOf, hasCome, type Iso, shiftDay, type Zone } from '../model/time.ts';
import { readWhen, readWhens, type When } from '../model/when/index.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { here, loadOrganization } from './load.ts';
import { leaders } from './may.ts';

/** Of a deadline that names only a day, the end of office hours counts. */
const CLOSES_AT = '18:00';
/** A poll whose deadline nobody named stays open so long, or until the day before its first option. */
const OPEN_DAYS = 7;
const endOfVoting = (when: When, zone: Zone): Iso => {
  if (when.is === 'time') return at(when.day, when.from, zone);
  return at(when.is === 'day' ? when.day : when.to, CLOSES_AT, zone);
};

export const pollOpen = command({
  name: 'poll-open',
  words: ['termin umfrage', 'umfrage', 'date poll', 'poll'],
  takes: [
    { name: 'organization', kind: 'organization', optional: true },
    { name: 'options', kind: 'text' },
    { name: 'until', kind: 'text', key: true, optional: true },
    { name: 'hidden', kind: 'flag', optional: true },
    { name: 'extensible', kind: 'flag', optional: true },
  ],
  args: z.object({
    organization: arg.organization.optional(),
    options: arg.text,
    until: arg.line.optional(),
    hidden: arg.flag,
    extensible: arg.flag,
  }),
  may: leaders,
  async load(
    reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'counters'>,
    { organization },
    { now },
  ) {
    const home = await loadOrganization(reads, organization, now);
    if (!home.ok) return home;
    return ok({
      ...home.value,
      last: { poll: await reads.counters.last('U'), meeting: await reads.counters.last('S') },
    });
  },
  decide({ organization, reach, last }, { options, until, hidden, extensible }, { by, now }) {
    const { zone } = organization;
    const whens = readWhens(options, here(organization, now));
    if (!whens.ok) return whens;
    const slots = whens.value.flatMap((when) => slotsOf(when, zone));
    const end = until === undefined ? undefined : readWhen(until, here(organization, now));
    if (end !== undefined && !end.ok) return end;
    if (end !== undefined && hasCome(endOfVoting(end.value, zone), now))
      return no({ code: 'when-past', understood: end.value });
    const closesAt =
      end === undefined
        ? usualEnd(
            slots.map((slot) => startOf(slot, zone)),
            now.toString(),
            zone,
          )
        : endOfVoting(end.value, zone);
    const id = numbered('U', last.poll + 1);
    const meeting: Meeting = {
      id: numbered('S', last.meeting + 1),
      organization: organization.id,
      zone,
      where: {},
      agenda: [],
      revision: 0,
      state: { is: 'polling', poll: id },
    };
    const poll = openPoll(
      {
        id,
        organization: organization.id,
        meeting: meeting.id,
        by,
        opened: now.toString(),
        hidden: hidden === 'yes',
        extensible: extensible === 'yes',
        ...(closesAt && { closesAt }),
      },
      slots,
      zone,
    );
    if (!poll.ok) return no(poll.error);
    return ok({
      save: [
        save('counter', { of: 'U', last: last.poll + 1 }),
        save('counter', { of: 'S', last: last.meeting + 1 }),
        save('meeting', meeting),
        save('poll', poll.value),
      ],
      posts: pollCard(reach, id, 'notice'),
      say: { view: 'poll', poll: id },
    });
  },
});

const usualEnd = (starts: readonly Iso[], now: Iso, zone: Zone): Iso | undefined => {
  const [first] = starts.toSorted();
  if (first === undefined) return undefined;
  const [usual = '', before = ''] = [shiftDay(dayOf(now, zone), OPEN_DAYS), shiftDay(dayOf(first, zone), -1)].map(
    (day) => at(day, CLOSES_AT, zone),
  );
  const end = usual < before ? usual : before;
  return end > now ? end : undefined;
};
