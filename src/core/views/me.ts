import { heading, joined, text, user } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { View } from './index.ts';
import { inAll } from './own.ts';

/** For nobody but themselves. */
export const me: View<'me'> = async ({ person: id }, look) => {
  const { reads, words } = look;
  const person = await reads.people.byId(id);
  if (person === undefined) return gone(look);
  const [all, accounts] = await Promise.all([inAll(id, look), reads.accounts.of(id)]);
  const groups = all
    .filter(({ member }) => member)
    .map(({ organization, roles }) => [
      user(organization.name),
      `: ${roles.map((role) => words.roles[role]).join(', ')}`,
    ]);
  return {
    label: 'non-public',
    say: [
      heading(words.me.title),
      {
        is: 'fields',
        fields: [
          { label: words.me.name, words: [user(person.name)] },
          { label: words.me.language, words: [words.me.languages[person.language]] },
          { label: words.me.groups, words: groups.length === 0 ? ['–'] : joined(groups, '; ') },
          {
            label: words.me.accounts,
            words:
              accounts.length === 0
                ? ['–']
                : joined(
                    accounts.map(({ connection, id: name }) => [user(`${connection}: ${name}`)]),
                    '; ',
                  ),
          },
        ],
      },
      text(words.me.more),
    ],
  };
};
