import { z } from 'zod';
import { type FeedOwner, feedCounter } from '../model/feed.ts';
import type { OrganizationId } from '../model/place.ts';
import { no, ok, type Result } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { type Asked, type Refusal, save, showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command, type Given } from './command.ts';
import { leaders, leads } from './may.ts';

const takes = [{ name: 'group', kind: 'organization', optional: true }] as const;
const args = z.object({ group: arg.organization.optional() });
type Args = { group?: OrganizationId | undefined };

const load = async (reads: Reads, { group }: Args, { by }: Asked) => {
  const organization = group && (await reads.organizations.byId(group));
  if (group !== undefined && organization === undefined)
    return no({ code: 'no-such-organization', named: group } as const);
  const of: FeedOwner = organization?.id ?? by;
  return ok({ of, last: await reads.counters.last(feedCounter(of)), ...(organization && { organization }) });
};
/** One's own is everybody's to ask for, that of a group its chair's: whoever has it hands it on. */
const allowed = ({ group }: Args, { roles }: Given): Result<undefined, Refusal> =>
  group === undefined || leads(roles)
    ? ok(undefined)
    : no({ code: 'not-allowed', may: leaders, organization: group } as const);

export const calendar = command({
  name: 'calendar',
  words: ['kalender', 'calendar'],
  takes,
  args,
  may: 'anyone',
  load,
  decide({ of }, given, asked) {
    const may = allowed(given, asked);
    return may.ok ? ok(showing({ view: 'calendar', of })) : may;
  },
});

/** Whoever had the address before has it no more. */
export const calendarRenew = command({
  name: 'calendar-renew',
  words: ['kalender neu', 'calendar new'],
  takes,
  args,
  may: 'anyone',
  load,
  decide({ of, last }, given, asked) {
    const may = allowed(given, asked);
    if (!may.ok) return may;
    return ok({
      save: [save('counter', { of: feedCounter(of), last: last + 1 })],
      posts: [],
      say: { view: 'calendar', of, renewed: true },
    });
  },
});
