import type { Json } from '../../core/model/result.ts';
import type { Log, Shelf } from '../../core/ports.ts';
import { isFinal } from './client.ts';
import { type Event, textIn } from './events.ts';
import type { PlaceChanged } from './hear.ts';
import type { Rooms } from './rooms.ts';

type Parts = {
  shelf: Shelf;
  rooms: Rooms;
  log: Log;
  connection: string;
  /** Goes there, as far as the server lets us in. */
  enter(room: string, by: string): Promise<void>;
  changed: PlaceChanged;
};
const KEPT = 'successor/';

/**
 * Follows a room to the one that takes its place, if both say so: the old one by somebody who may, the new one by whom it
 * was made and what it names as the one before. Until we are let in, what is to be said there is kept.
 */
export const upgrades = ({ shelf, rooms, log, connection, enter, changed }: Parts) => {
  /** `wrong`: it is none; `closed`: we are not in it, and cannot look. */
  const follow = async (next: string): Promise<'none' | 'wrong' | 'closed' | 'followed'> => {
    const before = (await shelf.read(KEPT + next))[KEPT + next] ?? null;
    const [old, id] = [textIn(before, 'old'), textIn(before, 'id')];
    if (old === undefined || id === undefined) return 'none';
    const creation = await rooms.creation(next).catch((error: unknown) => {
      if (isFinal(error)) return undefined;
      throw error;
    });
    if (creation === undefined) return 'closed';
    const isMeant =
      textIn(creation.content, 'predecessor', 'room_id') === old && (await rooms.mayReplace(old, creation.sender));
    if (isMeant) await changed(`${id}:followed`, old, { is: 'upgraded', to: { connection, room: next } });
    else log.note('room that takes no place', { connection });
    await shelf.write({ [KEPT + next]: null });
    return isMeant ? 'followed' : 'wrong';
  };
  return {
    follow,
    async replaced(room: string, { event_id: id, sender, state_key, content }: Event): Promise<void> {
      const next = textIn(content, 'replacement_room');
      // only as state is it one: anybody may say a message of that type
      if (state_key !== '' || next === undefined || next === room || !(await rooms.mayReplace(room, sender))) return;
      const successor: Json = { old: room, id };
      await shelf.write({ [KEPT + next]: successor });
      const is = await follow(next);
      if (is === 'followed' || is === 'wrong') return;
      await changed(`${id}:replaced`, room, { is: 'removed' });
      await enter(next, sender);
    },
  };
};
