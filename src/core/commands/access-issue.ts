import { z } from 'zod';
import { directPlace } from '../direct.ts';
import { isLink, LINK_DAYS, WEB, webNameOf } from '../model/access.ts';
import { numbered } from '../model/number.ts';
import { aloneWith } from '../model/place.ts';
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
    const account = { connection: WEB, id: webNameOf(body, person.id) };
    return ok({
      person,
      account,
      before: await reads.accesses.of(person.id),
      known: (await reads.accounts.owner(account)) !== undefined,
      alone: await directPlace(reads, aloneWith(account), person),
      last: await reads.counters.last('L'),
    });
  },
  decide({ person, account, before, known, alone, last }, _, { by, now }) {
    const id = numbered('L', last + 1);
    const changes: readonly Change[] = [
      save('counter', { of: 'L', last: last + 1 }),
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
      ...(known ? [] : [save('account', { account, person: person.id })]),
      ...alone,
    ];
    return ok({ save: changes, posts: [], say: { view: 'access', access: id } });
  },
});
