import { fieldIn, listIn, textIn } from './json.ts';
import type { Call } from './web-api.ts';

export type Channel = { name: string; isArchived: boolean; isPublic: boolean; isShared: boolean };
const PAGE = 200;
const KINDS = { 'channels:read': 'public_channel', 'groups:read': 'private_channel' } as const;

/** The channels that the bot is in, as far as its scopes let it see them; undefined if they let it see none. */
export const channelsOf = async (ask: Call, granted: readonly string[]): Promise<readonly Channel[] | undefined> => {
  const types = Object.entries(KINDS).flatMap(([scope, kind]) => (granted.includes(scope) ? kind : []));
  if (types.length === 0) return undefined;
  const found: Channel[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask('users.conversations', {
      types: types.join(','),
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...listIn(page, 'channels').map(channelIn));
    cursor = textIn(page, 'response_metadata', 'next_cursor');
  } while (cursor !== undefined);
  return found;
};
const channelIn = (channel: unknown): Channel => {
  const is = (...any: readonly string[]): boolean => any.some((what) => fieldIn(channel, what) === true);
  return {
    name: `#${textIn(channel, 'name') ?? textIn(channel, 'id')}`,
    isArchived: is('is_archived'),
    isPublic: !is('is_private'),
    isShared: is('is_ext_shared', 'is_pending_ext_shared', 'is_org_shared'),
  };
};

/** What is worth knowing about it: why something is not said there. */
export const describeChannel = ({ name, isArchived, isPublic, isShared }: Channel): readonly string[] => [
  ...(isArchived ? [`${name}: it is archived. Nothing can be said there.`] : []),
  ...(isPublic ? [`${name}: everybody in the workspace can read it. What is not public is not said there.`] : []),
  ...(isShared ? [`${name}: it is shared with another organization. What is not public is not said there.`] : []),
];
