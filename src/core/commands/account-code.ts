import { z } from 'zod';
import { directPlace } from '../direct.ts';
import { CODE_MINUTES, isCode } from '../model/access.ts';
import type { AccessId } from '../model/number.ts';
import { numbered } from '../model/number.ts';
import { type Account, aloneWith } from '../model/place.ts';
import { no, ok } from '../model/result.ts';
import type { Instant } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { type Decision, save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';

const words = ['konto verbinden', 'connect account'] as const;

/** Whoever is known here gets a code, to say on another platform who they are. The newest alone counts. */
export const accountCode = command({
  name: 'account-code',
  words,
  takes: [{ name: 'account', kind: 'text', optional: true }],
  args: z.object({ account: arg.line.optional() }),
  may: 'anyone',
  load: async (reads: Pick<Reads, 'accesses' | 'counters'>, _, { by }) =>
    ok({ before: await reads.accesses.of(by), last: await reads.counters.last('L') }),
  decide({ before, last }, { account: code }, { by, now }) {
    if (code !== undefined) return no({ code: 'account-known' }); // it is for one that nobody knows
    const id = numbered('L', last + 1);
    const issued = now.toString();
    const until = now.add({ minutes: CODE_MINUTES }).toString();
    return ok({
      save: [
        save('counter', { of: 'L', last: last + 1 }),
        save('access', { id, person: by, by, issued, purpose: 'account', state: { is: 'issued', until } }),
        ...before
          .filter((each) => isCode(each, now))
          .map((each) => save('access', { ...each, state: { is: 'revoked', at: issued } })),
      ],
      posts: [],
      say: { view: 'account-code', access: id },
    });
  },
});

/** A sign that sets commands apart on another platform: the words are copied from there. */
const SIGN = /^[!/]\w{1,9}\s+/;
const CODE = /^\d{1,9}-[a-z\d]{4}-[a-z\d]{4}$/i;
/** What somebody whom nobody knows there says as a code; undefined if it is something else. */
export const codeIn = (typed: string): string | undefined => {
  const text = typed.trim().replace(SIGN, '').trim();
  if (CODE.test(text)) return text;
  const word = words.find((each) => text.toLowerCase().startsWith(`${each} `));
  return word === undefined ? undefined : text.slice(word.length).trim();
};
/** Their account belongs to the person who got the code. It works once. */
export const useCode = async (
  reads: Pick<Reads, 'accesses' | 'accounts' | 'people' | 'places' | 'counters'>,
  id: AccessId,
  account: Account,
  now: Instant,
): Promise<Decision> => {
  const access = await reads.accesses.byId(id);
  const person = access && (await reads.people.byId(access.person));
  if (access === undefined || person === undefined || !isCode(access, now)) return no({ code: 'code-over' });
  if ((await reads.accounts.owner(account)) !== undefined) return no({ code: 'account-taken' });
  const at = now.toString();
  return ok({
    save: [
      save('account', { account, person: person.id }),
      ...(await directPlace(reads, aloneWith(account), person)),
      save('access', { ...access, state: { is: 'entered', at, until: at } }),
    ],
    posts: [],
    say: { view: 'noted', what: 'account', about: { person: person.name } },
  });
};
