import { z } from 'zod';
import { isOver } from '../model/access.ts';
import { feedCounter } from '../model/feed.ts';
import { no, ok } from '../model/result.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';

/** Links, browsers and the calendar's address alike: whoever holds one is outside at once. */
export const accessRevoke = command({
  name: 'access-revoke',
  words: ['zugang sperren', 'access revoke'],
  takes: [{ name: 'person', kind: 'person' }],
  args: z.object({ person: arg.person }),
  may: ['coordinator'],
  async load(reads, args) {
    const person = await reads.people.byId(args.person);
    return person === undefined
      ? no({ code: 'no-such-person', named: args.person })
      : ok({
          person,
          all: await reads.accesses.of(person.id),
          feed: await reads.counters.last(feedCounter(person.id)),
        });
  },
  decide: ({ person, all, feed }, _, { now }) =>
    ok({
      save: [
        ...all
          .filter((each) => !isOver(each, now))
          .map((each) => save('access', { ...each, state: { is: 'revoked', at: now.toString() } })),
        save('counter', { of: feedCounter(person.id), last: feed + 1 }), // the calendar's address is a way in, too
      ],
      posts: [],
      say: { view: 'noted', what: 'access-revoked', about: { person: person.name } },
    }),
});
