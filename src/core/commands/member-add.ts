import { z } from 'zod';
import { leavesNoCoordinator, type Membership, type Person, type Role } from '../model/organization.ts';
import { no, ok } from '../model/result.ts';
import { dayOf } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadOrganization } from './load.ts';

const said = new Map<string, Role>([
  ['koordination', 'coordinator'],
  ['coordinator', 'coordinator'],
  ['leitung', 'chair'],
  ['vorsitz', 'chair'],
  ['chair', 'chair'],
  ['delegiert', 'delegate'],
  ['delegierte', 'delegate'],
  ['delegierter', 'delegate'],
  ['delegate', 'delegate'],
  ['mitglied', 'member'],
  ['member', 'member'],
  ['vertretung', 'substitute'],
  ['substitute', 'substitute'],
  ['gast', 'guest'],
  ['guest', 'guest'],
]);
/** Known people are named as they are known; another name makes a new person. */
export const memberAdd = command({
  name: 'member-add',
  words: ['mitglied', 'member'],
  takes: [
    { name: 'organization', kind: 'organization', optional: true },
    { name: 'text', kind: 'text' },
    { name: 'role', kind: 'word', key: true, optional: true },
  ],
  args: z.object({ organization: arg.organization.optional(), text: arg.line, role: arg.oneOf(said).optional() }),
  may: ['coordinator'],
  async load(
    reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'people' | 'counters'>,
    args,
    { now },
  ) {
    const home = await loadOrganization(reads, args.organization, now);
    if (!home.ok) return home;
    const known = (await reads.people.all()).find(({ name }) => name.toLowerCase() === args.text.toLowerCase());
    const before =
      known &&
      (await reads.memberships.of(known.id)).find(({ organization }) => organization === home.value.organization.id);
    return ok({
      ...home.value,
      known,
      before,
      last: await reads.counters.last('P'),
      all: await reads.memberships.all(),
    });
  },
  decide({ organization, known, before, last, all }, { text, role = 'member' }, { now }) {
    const person: Person = known ?? { id: `P-${last + 1}`, name: text, language: organization.language };
    const { until: _, ...kept } = before ?? {
      person: person.id,
      organization: organization.id,
      from: dayOf(now, organization.zone),
      roles: [],
    };
    const membership: Membership = { ...kept, roles: [role] };
    if (leavesNoCoordinator(all, membership, dayOf(now, organization.zone))) return no({ code: 'last-coordinator' });
    return ok({
      save: [
        ...(known === undefined ? [save('counter', { of: 'P', last: last + 1 }), save('person', person)] : []),
        save('membership', membership),
      ],
      posts: [],
      say: { view: 'noted', what: 'member', about: { person: person.name, organization: organization.name, role } },
    });
  },
});
