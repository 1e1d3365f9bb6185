import type { Iso } from '../../core/model/time.ts';
import type { District } from '../../districts/format.ts';
import { personIdOf } from '../../districts/rows.ts';
import type { Scene } from '../../districts/scenes.ts';
import type { Names } from '../../districts/single.ts';
import type { startSlack } from '../slack/index.ts';
import type { SlackPerson } from '../slack/people.ts';
import type { Channel } from '../slack/world.ts';
import { connect, coordinatorOf, groupsWith } from './groups.ts';

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
  const coordinator = coordinatorOf(given);
  const owner = everybody.get(coordinator?.[0] ?? '');
  if (coordinator === undefined || owner === undefined) throw new Error('The district has no coordinator.');
  const groups = new Map<string, Channel>();
  for (const [key, { short }] of groupsWith(given, who)) {
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
          words: connect(given, key),
        },
      })),
  };
};
