import { z } from 'zod';
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
  async load(reads: Pick<Reads, 'people' | 'accounts'>, args) {
    const person = await reads.people.byId(args.person);
    if (person === undefined) return no({ code: 'no-such-person', named: args.person });
    const owner = await reads.accounts.owner({ connection: args.about, id: args.account });
    return ok({ person, taken: owner !== undefined && owner !== person.id });
  },
  decide: ({ person, taken }, { about: connection, account }) =>
    taken
      ? no({ code: 'account-taken' })
      : ok({
          save: [save('account', { account: { connection, id: account }, person: person.id })],
          posts: [],
          say: { view: 'noted', what: 'account', about: { person: person.name } },
        }),
});
