import type { Shelf } from '../../core/ports.ts';
import { type Client, Lost } from './client.ts';
import { textIn } from './events.ts';
import type { Rooms } from './rooms.ts';
import { OURS } from './send.ts';

/**
 * The room alone with somebody: the last to which they invited us, or one that we make. To the core it has the name of their
 * account, whichever it is at the time.
 */
export const chats = (client: Client, shelf: Shelf, rooms: Rooms) => {
  const nameOf = (person: string): string => `chat/${person}`;
  const known = new Map<string, string>();
  const making = new Map<string, Promise<string>>();
  const current = async (person: string): Promise<string | undefined> => {
    const before = known.get(person) ?? (await shelf.read(nameOf(person)))[nameOf(person)];
    if (typeof before !== 'string') return undefined;
    known.set(person, before);
    return before;
  };
  const keep = async (person: string, room: string): Promise<void> => {
    await rooms.madeDirect(room, person);
    await shelf.write({ [nameOf(person)]: room });
    known.set(person, room);
  };
  const find = async (person: string): Promise<string> => {
    const before = await current(person);
    if (before !== undefined && (await rooms.isWith(before, person))) return before;
    const wish = {
      is_direct: true,
      preset: 'trusted_private_chat',
      invite: [person],
      creation_content: { [OURS]: { chat: person } }, // so that we know it also when the answer is lost
    };
    const room = textIn(await client.post('createRoom', wish), 'room_id');
    if (room === undefined) throw new Lost('no room');
    await keep(person, room);
    return room;
  };
  return {
    keep,
    current,
    expect: (person: string, room: string): Promise<void> => rooms.madeDirect(room, person),
    /** With whom alone this room is the one that counts. */
    async whose(room: string): Promise<string | undefined> {
      const person = await rooms.madeFor(room);
      return person !== undefined && (await current(person)) === room ? person : undefined;
    },
    /** One wish at a time: two answers at once do not make two rooms. */
    with(person: string): Promise<string> {
      const found = making.get(person) ?? find(person).finally(() => making.delete(person));
      making.set(person, found);
      return found;
    },
  };
};
export type Chats = ReturnType<typeof chats>;
