import { z } from 'zod';
import { isLink, LINK_DAYS, WEB, webNameOf } from '../model/access.ts';
import { numbered } from '../model/number.ts';
import type { Place } from '../model/place.ts';
import { no, ok } from '../model/result.ts';
import { inDays } from '../model/time.ts';
import { type Change, save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';

/** A link for a person who comes by the web. Only the newest one counts, and only who gives it to them may see it. */
export const accessIssue = command({
  name: 'access-issue',
  words: ['zugang', 'access'],
  takes: [{ name: 'person', kind: 'person' }],
  args: z.object({ person: arg.person }),
  may: ['coordinator'],
  async load(reads, args) {
    const person = await reads.people.byId(args.person);
    if (person === undefined) return no({ code: 'no-such-person', named: args.person });
    const { id: body } = await reads.body();
    const name = webNameOf(body, person.id);
    return ok({
      person,
      name,
      before: await reads.accesses.of(person.id),
      known: (await reads.accounts.owner({ connection: WEB, id: name })) !== undefined,
      alone: await reads.places.at({ connection: WEB, room: name }),
      last: { L: await reads.counters.last('L'), R: await reads.counters.last('R') },
    });
  },
  decide({ person, name, before, known, alone, last }, _, { by, now }) {
    const id = numbered('L', last.L + 1);
    const direct: Place = {
      id: `R-${last.R + 1}`,
      kind: 'direct',
      person: person.id,
      spot: { connection: WEB, room: name, direct: true },
      language: person.language,
      state: 'joined',
    };
    const changes: readonly Change[] = [
      save('counter', { of: 'L', last: last.L + 1 }),
      save('access', {
        id,
        person: person.id,
        by,
        issued: now.toString(),
        state: { is: 'issued', until: inDays(now, LINK_DAYS) },
      }),
      ...before
        .filter((each) => isLink(each, now))
        .map((each) => save('access', { ...each, state: { is: 'revoked', at: now.toString() } })),
      ...(known ? [] : [save('account', { account: { connection: WEB, id: name }, person: person.id })]),
      ...(alone === undefined ? [save('counter', { of: 'R', last: last.R + 1 }), save('place', direct)] : []),
    ];
    return ok({ save: changes, posts: [], say: { view: 'access', access: id } });
  },
});
