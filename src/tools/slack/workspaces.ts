/** Setting the stage: workspaces with people and channels, and what administrators do in them. */

import { install } from './oauth.ts';
import { type Hands, type SlackPerson, slackPerson } from './people.ts';
import { type Channel, type Kind, randomId, type Team, type User } from './world.ts';

type Settings = {
  /** Where the app is installed from the start. */
  installed?: boolean;
  scopes?: readonly string[];
};
type Account = { guest?: User['guest']; locale?: string };
type ChannelSettings = { kind?: Exclude<Kind, 'im'>; members?: readonly (SlackPerson | 'bot')[]; readOnly?: boolean };

export const workspaces = (hands: Hands & { scopes: readonly string[] }) => {
  const { world, news, delivery } = hands;
  const workspace = (name: string, { installed = true, scopes = hands.scopes }: Settings = {}) => {
    const domain = name.toLowerCase().replaceAll(/\W+/g, '-');
    const team: Team = { id: randomId('T'), name, domain };
    world.teams.set(team.id, team);
    if (installed) install(world, team.id, scopes);
    const here = () => {
      const found = world.installations.findLast((each) => each.team === team.id);
      if (found === undefined) throw new Error(`The app is not installed in ${name}.`);
      return found;
    };
    const idOf = (who: SlackPerson | 'bot'): string => (who === 'bot' ? here().botUser : who.id);
    return {
      id: team.id,
      name,
      domain,
      /** What the app is there: its newest token, even where that is no longer good. */
      get token(): string {
        return here().token;
      },
      get botUser(): string {
        return here().botUser;
      },
      get botId(): string {
        return here().botId;
      },
      person(realName: string, { guest = 'no', locale = 'de-DE' }: Account = {}): SlackPerson {
        const id = randomId('U');
        const short = realName.toLowerCase().replaceAll(/\W+/g, '.');
        world.users.set(id, {
          id,
          team: team.id,
          name: short,
          realName,
          deactivated: false,
          guest,
          isBot: false,
          locale,
        });
        return slackPerson(hands, id);
      },
      async channel(
        channelName: string,
        { kind = 'public', members = [], readOnly = false }: ChannelSettings = {},
      ): Promise<Channel> {
        const creator = idOf(members.find((each) => each !== 'bot') ?? 'bot');
        const channel = world.addChannel({ team: team.id, name: channelName, kind, creator, readOnly });
        // the bot comes last, and hears only of itself
        for (const each of members) if (each !== 'bot') channel.members.add(idOf(each));
        if (members.includes('bot')) {
          channel.members.add(here().botUser);
          news.joined(channel, here().botUser, creator);
        }
        await delivery.settled();
        return channel;
      },
      async invites(channel: Channel, ...who: (SlackPerson | 'bot')[]): Promise<void> {
        for (const each of who) {
          channel.members.add(idOf(each));
          news.joined(channel, idOf(each), channel.creator);
        }
        await delivery.settled();
      },
      async removes(channel: Channel, who: SlackPerson | 'bot'): Promise<void> {
        channel.members.delete(idOf(who));
        news.left(channel, idOf(who));
        await delivery.settled();
      },
      async archives(channel: Channel, does: 'archive' | 'unarchive' = 'archive'): Promise<void> {
        channel.archived = does === 'archive';
        news.archived(channel, does);
        await delivery.settled();
      },
      /** Slack Connect: from now on another workspace's people may be in it. */
      async shares(channel: Channel, other: { id: string }, does: 'shared' | 'unshared' = 'shared'): Promise<void> {
        if (does === 'shared') channel.sharedWith.add(other.id);
        else channel.sharedWith.delete(other.id);
        news.shared(channel, other.id, does);
        await delivery.settled();
      },
      async deactivates(who: SlackPerson): Promise<void> {
        const user = world.users.get(who.id);
        if (user === undefined) return;
        user.deactivated = true;
        news.userChanged(user);
        await delivery.settled();
      },
      scopes: (): ReadonlySet<string> => here().scopes,
      /** More or fewer rights for the app. */
      grants: (...more: string[]): void => more.forEach((scope) => void here().scopes.add(scope)),
      withdraws: (...less: string[]): void => less.forEach((scope) => void here().scopes.delete(scope)),
      async revokesToken(): Promise<void> {
        const gone = here();
        news.revoked(gone);
        gone.state = 'revoked';
        await delivery.settled();
      },
      async uninstalls(): Promise<void> {
        const gone = here();
        news.uninstalled(gone);
        gone.state = 'uninstalled';
        for (const channel of world.channels.values()) channel.members.delete(gone.botUser);
        await delivery.settled();
      },
      /** The channel of the app and a person, where they have one. */
      directWith: (who: SlackPerson): Channel | undefined => world.direct(team.id, [here().botUser, who.id]),
    };
  };
  return { workspace };
};
