import type { Audience, Spot, TooLow } from '../../core/model/place.ts';
import type { Json } from '../../core/model/result.ts';
import type { Door, Shelf } from '../../core/ports.ts';
import { type Client, isFinal, Lost } from './client.ts';
import { type Stripped, strippedIn, textIn } from './events.ts';
import type { Self } from './self.ts';
import { isSpace, neededFor, powerOf, type State, stateOf, tooLow, withMembership } from './state.ts';

export type Encryption = 'open' | 'encrypted' | 'unknown';
/** What is known of the rooms, asked once and again only when something there has changed. */
export type Rooms = {
  /** Once encrypted is encrypted for good, whatever a room's state says later; what cannot be asked is unknown. */
  encryption(room: string): Promise<Encryption>;
  /** The same for whoever cannot go on without knowing: throws Lost where it is unknown. */
  isEncrypted(room: string): Promise<boolean>;
  /** `room`: where that is with us, if it has another name there. */
  audience(at: Spot, room?: string): Promise<Audience | 'unknown'>;
  /** One person alone with us. */
  isDirect(room: string): Promise<boolean>;
  /** For whom it was made, or who invited us there to be alone with us, whoever is there now. */
  madeFor(room: string): Promise<string | undefined>;
  /** That person is there, or may come, and nobody else. Not if we are not there ourselves. */
  isWith(room: string, person: string): Promise<boolean>;
  /** We are in it, and no other room has taken its place. */
  isOurs(room: string): Promise<boolean>;
  /** Somebody who is in it and may set that there. */
  mayReplace(room: string, person: string): Promise<boolean>;
  creation(room: string): Promise<Stripped | undefined>;
  state(room: string): Promise<State>;
  /** It holds rooms together, and nobody says anything there. */
  isSpace(room: string): Promise<boolean>;
  /** Undefined if we may say something there. */
  lack(room: string): Promise<TooLow | undefined>;
  /** A room's state or members have changed. */
  changed(room: string): void;
  /** While we hear nothing of changes, all is asked anew each time. */
  deaf(is: boolean): void;
  isDeaf(): boolean;
  seenEncrypted(room: string): Promise<void>;
  /** It was made, or we were invited to it, for one person alone. */
  madeDirect(room: string, person: string): Promise<void>;
};

type Parts = {
  client: Client;
  self: () => Promise<Self>;
  door: () => Pick<Door, 'readers'> | undefined;
  shelf?: Shelf;
};
export const knownRooms = ({ client, self, door, shelf }: Parts): Rooms => {
  const known = new Map<string, Promise<State>>();
  const kept = new Map<string, Json>();
  /** That never changes. */
  const spaces = new Map<string, boolean>();
  let isDeaf = true;

  const ask = async (room: string): Promise<State> =>
    strippedIn(await client.ask(`rooms/${encodeURIComponent(room)}/state`));
  const of = (room: string): Promise<State> => {
    const before = known.get(room);
    if (before !== undefined) return before;
    const found = ask(room);
    if (isDeaf) return found;
    known.set(room, found);
    found.catch(() => {
      if (known.get(room) === found) known.delete(room); // asked anew next time
    });
    return found;
  };
  /** `false`: nothing is. */
  const keptAs = async (name: string): Promise<Json> => {
    const before = kept.get(name);
    if (before !== undefined) return before;
    const found = (await shelf?.read(name))?.[name] ?? false;
    kept.set(name, found);
    return found;
  };
  const keep = async (name: string, value: string | true): Promise<void> => {
    if (kept.get(name) === value) return;
    await shelf?.write({ [name]: value });
    kept.set(name, value);
  };

  const encryption = async (room: string): Promise<Encryption> => {
    if ((await keptAs(`encrypted/${room}`)) !== false) return 'encrypted';
    try {
      if (stateOf(await of(room), 'm.room.encryption') === undefined) return 'open';
    } catch {
      return 'unknown';
    }
    await keep(`encrypted/${room}`, true);
    return 'encrypted';
  };

  return {
    encryption,
    async isEncrypted(room) {
      const is = await encryption(room);
      if (is === 'unknown') throw new Lost('nobody says whether it is encrypted');
      return is === 'encrypted';
    },
    async audience(at, room = at.room) {
      try {
        const it = await of(room);
        const rule = textIn(stateOf(it, 'm.room.join_rules')?.content, 'join_rule');
        const seen = textIn(stateOf(it, 'm.room.history_visibility')?.content, 'history_visibility') ?? 'shared';
        if (seen === 'world_readable' || rule === undefined || !Object.hasOwn(CLOSED, rule)) return 'anyone';
        // whom we do not know as somebody of this room is taken for a guest
        const [readers, { me }] = [await door()?.readers(at), await self()];
        // who comes in later reads what was said before only where that is shared; who is invited, from then on
        const mayCome = seen === 'joined' ? [] : withMembership(it, 'invite');
        const isLate = seen === 'shared' && (CLOSED[rule as keyof typeof CLOSED] === 'others' || isCalled(it));
        const all = [...withMembership(it, 'join'), ...mayCome];
        return !isLate && all.every((person) => person === me || readers?.has(person)) ? 'members' : 'guests';
      } catch {
        return 'unknown';
      }
    },
    async isDirect(room) {
      if ((await keptAs(`direct/${room}`)) === false) return false;
      return withMembership(await of(room), 'join').length <= 2;
    },
    async madeFor(room) {
      const person = await keptAs(`direct/${room}`);
      return typeof person === 'string' ? person : undefined;
    },
    async isWith(room, person) {
      try {
        const it = await of(room);
        const { me } = await self();
        const [joined, invited] = [withMembership(it, 'join'), withMembership(it, 'invite')];
        const others = [...joined, ...invited].filter((each) => each !== me);
        return joined.includes(me) && others.length === 1 && others[0] === person;
      } catch (error) {
        if (isFinal(error)) return false;
        throw error;
      }
    },
    async isOurs(room) {
      const it = await of(room);
      return withMembership(it, 'join').includes((await self()).me) && stateOf(it, 'm.room.tombstone') === undefined;
    },
    async mayReplace(room, person) {
      const it = await of(room);
      return (
        withMembership(it, 'join').includes(person) && powerOf(it, person) >= neededFor(it, 'm.room.tombstone', 'state')
      );
    },
    state: of,
    async isSpace(room) {
      const before = spaces.get(room);
      if (before !== undefined) return before;
      const is = isSpace(await of(room));
      spaces.set(room, is);
      return is;
    },
    lack: async (room) => {
      const [it, { me }] = [await of(room), await self()];
      if (stateOf(it, 'm.room.tombstone') !== undefined) return undefined; // there nobody is to write any more
      return tooLow(powerOf(it, me), neededFor(it, 'm.room.message', 'message'));
    },
    creation: async (room) => stateOf(await of(room), 'm.room.create'),
    changed: (room) => void known.delete(room),
    deaf(is) {
      isDeaf = is;
      if (is) known.clear();
    },
    isDeaf: () => isDeaf,
    async seenEncrypted(room) {
      await keep(`encrypted/${room}`, true);
    },
    async madeDirect(room, person) {
      await keep(`direct/${room}`, person);
    },
  };
};
/** Who may come in by themselves: nobody, or those of some other room. Any other rule is one that we do not know. */
const CLOSED = {
  invite: 'nobody',
  private: 'nobody',
  knock: 'nobody',
  restricted: 'others',
  knock_restricted: 'others',
};

/** Somebody is invited by an address outside, and we do not know whom they are. */
const isCalled = (state: State): boolean =>
  state.some(({ type, content }) => type === 'm.room.third_party_invite' && Object.keys(content).length > 0);
