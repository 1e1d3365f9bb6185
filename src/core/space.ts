import type { Post } from './messages.ts';
import type { ConnectionId, Space } from './model/place.ts';
import { postKey } from './model/post.ts';
import type { Reads } from './ports.ts';

/** One for each space, edited for ever: it is told which rooms it holds. */
export const spacePost = ({ id }: Space): Post => ({
  key: postKey('space', id),
  to: id,
  view: { view: 'space', place: id },
  urgency: 'quiet',
});
/** For whatever changes the rooms of a connection. */
export const spacesAnew = async (reads: Pick<Reads, 'places'>, connection: ConnectionId): Promise<readonly Post[]> =>
  (await reads.places.spaces(connection)).filter(({ state }) => state !== 'gone').map(spacePost);
