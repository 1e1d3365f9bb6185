import type { Language } from '../../core/model/place.ts';
import type { District } from '../../districts/format.ts';

/** The first of those who coordinate. */
export const coordinatorOf = ({ persons }: District) =>
  Object.entries(persons).find(([, { memberships }]) =>
    Object.values(memberships).some(({ roles }) => roles.includes('coordinator')),
  );
/** The groups that have a room where these people are: not those whose people are all elsewhere. */
export const groupsWith = ({ organizations, persons }: District, who: (person: string) => boolean) =>
  Object.entries(organizations).filter(([key]) => {
    const members = Object.keys(persons).filter((person) => persons[person]?.memberships[key] !== undefined);
    return members.length === 0 || members.some(who);
  });
/** What the coordinator types in the room of a group. */
export const connect = ({ district, organizations }: District, key: string): string =>
  `${CONNECT[district.language]} ${organizations[key]?.name}`;
const CONNECT = { de: 'verbinden', en: 'connect' } as const satisfies Record<Language, string>;
