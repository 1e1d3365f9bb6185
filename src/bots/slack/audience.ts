import type { Audience, Spot } from '../../core/model/place.ts';
import type { Door } from '../../core/ports.ts';
import { fieldIn, listIn, textIn } from './json.ts';
import type { Names } from './refs.ts';
import { type Team, type Teams, teamOf } from './team.ts';

type Parts = { names: Names; teams: Teams; door: () => Pick<Door, 'readers'> | undefined };
const PAGE = 200;

/**
 * Who reads along in a channel. Whoever may come in by themselves makes it wide, and so does whoever we do not know as somebody
 * of this room, a guest and another organization (Slack Connect). What nobody tells us is unknown, and counts as no.
 */
export const audiences =
  ({ names, teams, door }: Parts) =>
  async (at: Spot): Promise<Audience | 'unknown'> => {
    try {
      const { team, id } = await teamOf(teams, names, at.room);
      if (at.direct === true) return 'members';
      const found = await team.call('conversations.info', { channel: id });
      const is = (what: string): boolean => fieldIn(found, 'channel', what) === true;
      if (!is('is_private') && !is('is_im') && !is('is_mpim')) return 'anyone';
      if (is('is_ext_shared') || is('is_pending_ext_shared') || is('is_org_shared')) return 'guests';
      const [readers, members] = [await door()?.readers(at), await membersOf(team, id)];
      const isKnown = (user: string): boolean => user === team.me || readers?.has(names.name(team.id, user)) === true;
      return members.every(isKnown) ? 'members' : 'guests';
    } catch {
      return 'unknown';
    }
  };
const membersOf = async (team: Team, channel: string): Promise<readonly string[]> => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await team.call('conversations.members', {
      channel,
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...listIn(page, 'members').filter((each) => typeof each === 'string'));
    cursor = textIn(page, 'response_metadata', 'next_cursor');
  } while (cursor !== undefined);
  return found;
};
