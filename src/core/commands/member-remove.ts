import { z } from 'zod';
import { leavesNoCoordinator } from '../model/organization.ts';
import { no, ok } from '../model/result.ts';
import { dayOf, shiftDay } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadOrganization } from './load.ts';

/** Ended, not erased: what the person did while being a member stays readable. */
export const memberRemove = command({
  name: 'member-remove',
  words: ['mitglied beenden', 'member remove'],
  takes: [
    { name: 'organization', kind: 'organization', optional: true },
    { name: 'person', kind: 'person' },
  ],
  args: z.object({ organization: arg.organization.optional(), person: arg.person }),
  may: ['coordinator'],
  async load(
    reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'people'>,
    args,
    { now },
  ) {
    const home = await loadOrganization(reads, args.organization, now);
    if (!home.ok) return home;
    const person = await reads.people.byId(args.person);
    const membership = (await reads.memberships.of(args.person)).find(
      ({ organization }) => organization === home.value.organization.id,
    );
    return membership === undefined
      ? no({ code: 'not-a-member', named: person?.name ?? args.person })
      : ok({ ...home.value, person, membership, all: await reads.memberships.all() });
  },
  decide({ organization, person, membership, all }, _, { now }) {
    const today = dayOf(now, organization.zone);
    const ended = { ...membership, until: shiftDay(today, -1) };
    if (leavesNoCoordinator(all, ended, today)) return no({ code: 'last-coordinator' });
    const about = { person: person?.name ?? membership.person, organization: organization.name };
    return ok({ save: [save('membership', ended)], posts: [], say: { view: 'noted', what: 'member-left', about } });
  },
});
