import { forbidden, Refusal } from './refusal.ts';
import { mayInvite, mayJoin, mayRemove, mayUnban } from './rights.ts';
import { type Content, type Event, membership, type Room, stateOf, type World, word } from './world.ts';

/** Who comes into rooms, and who goes. */
export const known = (world: World, id: string): Room => {
  const room = world.rooms.get(id);
  if (room === undefined) throw forbidden(`Unknown room ${id}`);
  return room;
};

export const members = (world: World, nameOf: (user: string) => string | undefined) => {
  const becomes = (
    room: Room,
    sender: string,
    whom: string,
    is: string,
    reason?: unknown,
    more: Content = {},
  ): Event => {
    const shown = is === 'join' || is === 'invite' ? nameOf(whom) : undefined;
    return world.add(room, {
      type: 'm.room.member',
      sender,
      key: whom,
      content: {
        membership: is,
        ...(shown !== undefined && { displayname: shown }),
        ...(word(reason) !== undefined && { reason }),
        ...more,
      },
    });
  };
  return {
    becomes,
    join(user: string, id: string): Room {
      const room = world.rooms.get(id);
      if (!/^![\w-]{43}$|:/.test(id)) throw new Refusal(400, 'M_UNKNOWN', `${id} was not legal room ID or room alias`);
      if (room === undefined)
        throw new Refusal(404, 'M_UNKNOWN', "Can't join: no servers that are in the room are known");
      mayJoin(room, user, world.rooms);
      if (membership(room, user) !== 'join') becomes(room, user, user, 'join');
      return room;
    },
    leave(user: string, id: string, reason?: unknown): void {
      const room = known(world, id);
      const now = membership(room, user);
      if (now === 'ban') throw forbidden('You are banned from this room');
      if (stateOf(room, 'm.room.member', user) === undefined) throw forbidden(`${user} not in room ${id}.`);
      if (now !== 'leave') becomes(room, user, user, 'leave', reason);
    },
    invite(user: string, id: string, whom: string, reason?: unknown): void {
      const room = known(world, id);
      mayInvite(room, user, whom);
      becomes(room, user, whom, 'invite', reason);
    },
    remove(user: string, id: string, whom: string, how: 'kick' | 'ban', reason?: unknown): void {
      const room = known(world, id);
      mayRemove(room, user, whom, how);
      becomes(room, user, whom, how === 'kick' ? 'leave' : 'ban', reason);
    },
    unban(user: string, id: string, whom: string): void {
      const room = known(world, id);
      mayUnban(room, user, whom);
      becomes(room, user, whom, 'leave');
    },
    /** Their name is now another, in every room where they are. */
    renamed(user: string): void {
      for (const room of world.rooms.values()) if (membership(room, user) === 'join') becomes(room, user, user, 'join');
    },
  };
};
