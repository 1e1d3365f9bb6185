import { z } from 'zod';
import type { PersonId, Place, Spot } from '../model/place.ts';
import { no, ok } from '../model/result.ts';
import type { Instant } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { spacesAnew } from '../space.ts';
import { type Decision, save } from '../step.ts';
import { arg } from './arguments.ts';
import { command, rolesOf } from './command.ts';
import { spellings } from './spellings.ts';
import { echo, takeApart } from './typed.ts';

const words = ['verbinden', 'connect'] as const;
const takes = [{ name: 'organization', kind: 'organization' }] as const;

/** Typed in a room that is connected already: it moves to another organization. */
export const connect = command({
  name: 'connect',
  words,
  takes,
  args: z.object({ organization: arg.organization }),
  may: ['coordinator'],
  async load(reads: Pick<Reads, 'organizations' | 'places'>, args, { at }) {
    const organization = await reads.organizations.byId(args.organization);
    return organization === undefined
      ? no({ code: 'no-such-organization', named: args.organization })
      : ok({ organization, spaces: await spacesAnew(reads, at.spot.connection) });
  },
  decide({ organization, spaces }, _, { at }) {
    if (at.kind !== 'room') return no({ code: 'not-here' });
    return ok({
      save: [save('place', { ...at, organization: organization.id, state: 'joined' })],
      posts: spaces,
      say: { view: 'noted', what: 'connected', about: { organization: organization.name } },
    });
  },
});

/** In a room that is not connected nothing else is heard; only a coordinator connects it. */
export const connectRoom = async (
  reads: Reads,
  typed: string,
  at: Spot,
  { by, now }: { by: PersonId; now: Instant },
): Promise<Decision> => {
  const lower = typed.trim().toLowerCase();
  const word = words.find((each) => lower === each || lower.startsWith(`${each} `));
  if (word === undefined) return no({ code: 'unknown-place' });
  const { fields } = takeApart(typed.trim().slice(word.length).trim(), takes, spellings, {
    organizations: await reads.organizations.all(),
    people: [],
  });
  const named = arg.organization.safeParse(fields.organization);
  const organization = named.success ? await reads.organizations.byId(named.data) : undefined;
  if (!(await rolesOf(reads, { by, now })).includes('coordinator'))
    return no({ code: 'not-allowed', may: ['coordinator'] });
  if (organization === undefined)
    return no({ code: 'no-such-organization', named: echo(typed.trim().slice(word.length).trim()) });
  if ((await reads.places.at(at)) !== undefined || (await reads.places.isElsewhere(at)))
    return no({ code: 'no-longer' });
  const last = await reads.counters.last('R');
  const { thread: _, ...spot } = at;
  const place: Place = {
    id: `R-${last + 1}`,
    kind: 'room',
    organization: organization.id,
    spot,
    language: organization.language,
    state: 'joined',
  };
  return ok({
    save: [save('counter', { of: 'R', last: last + 1 }), save('place', place)],
    posts: await spacesAnew(reads, at.connection),
    say: { view: 'noted', what: 'connected', about: { organization: organization.name } },
  });
};
