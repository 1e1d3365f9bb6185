import type { Language } from '../../core/model/place.ts';
import type { Iso } from '../../core/model/time.ts';
import type { District } from '../../districts/format.ts';
import { personIdOf } from '../../districts/rows.ts';
import type { Scene } from '../../districts/scenes.ts';
import { type Names, onOne } from '../../districts/single.ts';
import type { startSlack } from '../slack/index.ts';
import type { SlackPerson } from '../slack/people.ts';
import type { Channel } from '../slack/world.ts';

export const SLACK = 'slack';
export type Slack = Awaited<ReturnType<typeof startSlack>>;
export type Workspace = ReturnType<Slack['workspace']>;
/** The people of a district in a workspace, in channels of their groups that do not know the app yet. */
export type SlackRooms = {
  workspace: Workspace;
  /** How everybody and everything is called there. */
  names: Names;
  people: ReadonlyMap<string, SlackPerson>;
  /** Private ones, each with somebody who is in it. */
  channels: readonly { channel: Channel; by: SlackPerson }[];
  /** How the coordinator connects them, at that moment. */
  connecting(at: Iso): readonly Scene[];
};

/** `who`: whoever has an account there; without, everybody. */
export const slackRooms = async (
  slack: Slack,
  given: District,
  who: (key: string) => boolean = () => true,
): Promise<SlackRooms> => {
  const workspace = slack.workspace(given.district.name);
  const everybody = new Map(
    Object.entries(given.persons).flatMap(([key, { name }]) => (who(key) ? [[key, workspace.person(name)]] : [])),
  );
  const coordinator = Object.entries(given.persons).find(([, { memberships }]) =>
    Object.values(memberships).some(({ roles }) => roles.includes('coordinator')),
  );
  const owner = everybody.get(coordinator?.[0] ?? '');
  if (coordinator === undefined || owner === undefined) throw new Error('The district has no coordinator.');
  const groups = new Map<string, Channel>();
  for (const [key, { short }] of Object.entries(given.organizations)) {
    const members = [...everybody].flatMap(([person, each]) =>
      each === owner || given.persons[person]?.memberships[key] === undefined ? [] : [each],
    );
    const name = short.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '-');
    groups.set(key, await workspace.channel(name, { kind: 'private', members: [owner, ...members] }));
  }
  const names: Names = {
    connection: SLACK,
    person: (key) => everybody.get(key)?.id ?? key,
    room: (key) => groups.get(key)?.id ?? key,
    alone: (key) => everybody.get(key)?.id ?? key,
  };
  return {
    workspace,
    names,
    people: new Map([...everybody.values()].map((person) => [person.id, person])),
    channels: [...groups.values()].map((channel) => ({ channel, by: owner })),
    connecting: (at) =>
      [...groups].map(([key, channel]) => ({
        at,
        person: personIdOf(given, coordinator[0]),
        name: coordinator[1].name,
        by: { connection: SLACK, id: owner.id },
        spot: { connection: SLACK, room: channel.id },
        deed: {
          kind: 'command',
          words: `${CONNECT[given.district.language]} ${given.organizations[key]?.name}`,
        },
      })),
  };
};
const CONNECT = { de: 'verbinden', en: 'connect' } as const satisfies Record<Language, string>;
/** Everybody and the whole story there; `unconnected`: the same before the coordinator has connected a channel. */
export const onSlackAlone = (given: District, { names }: SlackRooms): { district: District; unconnected: District } => {
  const district = onOne(given, names);
  const alone = Object.entries(district.places).filter(([, { person }]) => person !== undefined);
  return { district, unconnected: { ...district, places: Object.fromEntries(alone) } };
};
