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
  async load(reads: Pick<Reads, 'people'>, args) {
    const person = await reads.people.byId(args.person);
    return person === undefined ? no({ code: 'no-such-person', named: args.person }) : ok({ person });
  },
  decide: ({ person }, { about: connection, account }) =>
    ok({
      save: [save('account', { account: { connection, id: account }, person: person.id })],
      posts: [],
      say: { view: 'noted', what: 'account', about: { person: person.name } },
    }),
});
