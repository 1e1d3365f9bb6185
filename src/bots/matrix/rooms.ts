import type { Audience, Spot } from '../../core/model/place.ts';
import type { Door, Shelf } from '../../core/ports.ts';
import type { Client } from './client.ts';
import { type Stripped, strippedIn, textIn } from './events.ts';
import type { Self } from './self.ts';

export type Encryption = 'open' | 'encrypted' | 'unknown';
/** What is known of the rooms, asked once and again only when something there has changed. */
export type Rooms = {
  /** Once encrypted is encrypted for good, whatever a room's state says later; what cannot be asked is unknown. */
  encryption(room: string): Promise<Encryption>;
  audience(at: Spot): Promise<Audience | 'unknown'>;
  /** One person alone with us. */
  isDirect(room: string): Promise<boolean>;
  /** A room's state or members have changed. */
  changed(room: string): void;
  /** We may have missed what has changed: all is asked anew. */
  doubt(): void;
  seenEncrypted(room: string): Promise<void>;
  /** It was made, or we were invited to it, for one person alone. */
  madeDirect(room: string, person: string): Promise<void>;
};

type Known = { state: readonly Stripped[]; joined: readonly string[] };
type Parts = {
  client: Client;
  self: () => Promise<Self>;
  door: () => Pick<Door, 'readers'> | undefined;
  shelf?: Shelf;
};
export const knownRooms = ({ client, self, door, shelf }: Parts): Rooms => {
  const known = new Map<string, Promise<Known>>();
  const kept = new Map<string, boolean>();

  const ask = async (room: string): Promise<Known> => {
    const state = await client.ask(`rooms/${encodeURIComponent(room)}/state`);
    const events = strippedIn(state);
    const joined = events.flatMap(({ type, state_key, content }) =>
      type === 'm.room.member' && content['membership'] === 'join' && state_key !== undefined ? [state_key] : [],
    );
    return { state: events, joined };
  };
  const of = (room: string): Promise<Known> => {
    const found = known.get(room) ?? ask(room);
    known.set(room, found);
    found.catch(() => known.delete(room)); // asked anew next time
    return found;
  };
  const isKept = async (name: string): Promise<boolean> => {
    const before = kept.get(name);
    if (before !== undefined) return before;
    const found = shelf === undefined ? false : (await shelf.read(name))[name] !== undefined;
    kept.set(name, found);
    return found;
  };
  const keep = async (name: string, value: string | true): Promise<void> => {
    kept.set(name, true);
    await shelf?.write({ [name]: value });
  };
  const stateOf = ({ state }: Known, type: string): Stripped | undefined =>
    state.find((each) => each.type === type && (each.state_key ?? '') === '');

  return {
    async encryption(room) {
      if (await isKept(`encrypted/${room}`)) return 'encrypted';
      try {
        if (stateOf(await of(room), 'm.room.encryption') === undefined) return 'open';
        await keep(`encrypted/${room}`, true);
        return 'encrypted';
      } catch {
        return 'unknown';
      }
    },
    async audience(at) {
      try {
        const it = await of(at.room);
        const rule = textIn(stateOf(it, 'm.room.join_rules')?.content, 'join_rule');
        const seen = textIn(stateOf(it, 'm.room.history_visibility')?.content, 'history_visibility');
        if (seen === 'world_readable' || rule === 'public' || rule === undefined) return 'anyone';
        // whom we do not know as somebody of this room is taken for a guest
        const [readers, { me }] = [await door()?.readers(at), await self()];
        return it.joined.every((person) => person === me || readers?.has(person)) ? 'members' : 'guests';
      } catch {
        return 'unknown';
      }
    },
    async isDirect(room) {
      if (!(await isKept(`direct/${room}`))) return false;
      return (await of(room)).joined.length <= 2;
    },
    changed: (room) => void known.delete(room),
    doubt: () => known.clear(),
    async seenEncrypted(room) {
      await keep(`encrypted/${room}`, true);
    },
    async madeDirect(room, person) {
      await keep(`direct/${room}`, person);
    },
  };
};
