import { z } from 'zod';
import { assignmentCards } from '../cards.ts';
import type { Assignment } from '../model/assignment.ts';
import { numbered } from '../model/number.ts';
import { below } from '../model/organization.ts';
import { no, ok } from '../model/result.ts';
import { lastDay, readWhen } from '../model/when/index.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { groupOf, here, homeOf } from './load.ts';
import { leaders } from './may.ts';

const givers = ['steering-group', 'advisory-board'] as const;
/** Steering groups and advisory boards hand down; which of them, the room says, or the one that the person belongs to. */
export const assign = command({
  name: 'assign',
  words: ['auftrag', 'assign'],
  takes: [
    { name: 'group', kind: 'organization' },
    { name: 'text', kind: 'text' },
    { name: 'until', kind: 'text', key: true, optional: true },
    { name: 'outcome', kind: 'outcome', key: true, optional: true },
  ],
  args: z.object({
    group: arg.organization,
    text: arg.text,
    until: arg.line.optional(),
    outcome: arg.outcome.optional(),
  }),
  may: leaders,
  async load(
    reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'counters' | 'outcomes'>,
    args,
    asked,
  ) {
    // who gives none gets to know whose it would be to give that one
    const all = await reads.organizations.all();
    const from =
      (await groupOf(reads, asked, givers)) ??
      givers
        .flatMap((kind) => all.filter(({ classification }) => classification === kind))
        .find(({ id }) => below(id, all).some((each) => each.id === args.group))?.id;
    if (from === undefined) return no({ code: 'which-organization' });
    if (args.outcome !== undefined && (await reads.outcomes.byId(args.outcome)) === undefined)
      return no({ code: 'no-such', named: args.outcome });
    return ok({
      ...(await homeOf(reads, from, asked.now)),
      group: await homeOf(reads, args.group, asked.now),
      below: below(from, all),
      last: await reads.counters.last('A'),
    });
  },
  decide({ organization, reach, group, below: possible, last }, { text, until, outcome }, { by, now }) {
    if (!possible.some(({ id }) => id === group.organization.id))
      return no({ code: 'not-below', giver: organization.name, possible: possible.map(({ name }) => name) });
    const read = until === undefined ? undefined : readWhen(until, here(group.organization, now));
    if (read !== undefined && !read.ok) return read;
    const due = read && lastDay(read.value);
    const assignment: Assignment = {
      id: numbered('A', last + 1),
      from: organization.id,
      to: group.organization.id,
      by,
      text,
      label: 'non-public',
      state: 'open',
      ...(due && { due }),
      ...(outcome && { outcome }),
    };
    return ok({
      save: [save('counter', { of: 'A', last: last + 1 }), save('assignment', assignment)],
      posts: assignmentCards(group.reach, reach, assignment.id, 'notice'),
      say: { view: 'assignment', assignment: assignment.id, side: 'giver' },
    });
  },
});
