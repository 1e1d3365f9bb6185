import { z } from 'zod';
import { directPlace } from '../direct.ts';
import { aloneWith } from '../model/place.ts';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';

/** By the platform's id, never by a display name: those can be chosen. */
export const accountLink = command({
  name: 'account-link',
  words: ['konto', 'account'],
  takes: [
    { name: 'person', kind: 'person' },
    { name: 'about', kind: 'word' },
    { name: 'account', kind: 'word' },
  ],
  args: z.object({ person: arg.person, about: arg.line, account: arg.line }),
  may: ['coordinator'],
  async load(reads: Pick<Reads, 'people' | 'accounts' | 'places' | 'counters'>, args) {
    const person = await reads.people.byId(args.person);
    if (person === undefined) return no({ code: 'no-such-person', named: args.person });
    const account = { connection: args.about, id: args.account };
    const owner = await reads.accounts.owner(account);
    const taken = owner !== undefined && owner !== person.id;
    return ok({ person, account, taken, alone: taken ? [] : await directPlace(reads, aloneWith(account), person) });
  },
  decide: ({ person, account, taken, alone }) =>
    taken
      ? no({ code: 'account-taken' })
      : ok({
          save: [save('account', { account, person: person.id }), ...alone],
          posts: [],
          say: { view: 'noted', what: 'account', about: { person: person.name } },
        }),
});
