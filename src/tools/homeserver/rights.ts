import { forbidden, missing, Refusal } from './refusal.ts';
import {
  type Content,
  content,
  type Event,
  membership,
  membersOf,
  namedByItself,
  type Room,
  stateOf,
  word,
} from './world.ts';

/** Who may do what in a room. */
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const powerOf = (room: Room, user: string): number => {
  const creation = stateOf(room, 'm.room.create');
  if (namedByItself(room.version) && creation !== undefined) {
    const others = creation.content['additional_creators'];
    if (creation.sender === user || (Array.isArray(others) && others.includes(user))) return Number.POSITIVE_INFINITY;
  }
  const levels = stateOf(room, 'm.room.power_levels')?.content;
  if (levels === undefined) return creation?.sender === user ? 100 : 0;
  return number(content(levels['users'])[user]) ?? number(levels['users_default']) ?? 0;
};
const needed = (room: Room, what: 'invite' | 'kick' | 'ban' | 'redact'): number =>
  number(stateOf(room, 'm.room.power_levels')?.content[what]) ?? (what === 'invite' ? 0 : 50);
const neededFor = (room: Room, type: string, isState: boolean): number => {
  const levels = stateOf(room, 'm.room.power_levels')?.content ?? {};
  const other = isState ? (number(levels['state_default']) ?? 50) : (number(levels['events_default']) ?? 0);
  return number(content(levels['events'])[type]) ?? other;
};

export const mustBeIn = (room: Room, user: string): void => {
  if (membership(room, user) !== 'join') throw forbidden(`User ${user} not in room ${room.id}`);
};
export const maySend = (room: Room, user: string, type: string, isState = false): void => {
  mustBeIn(room, user);
  if (powerOf(room, user) < neededFor(room, type, isState))
    throw forbidden("You don't have permission to post that to the room.");
};
/** What is not there can be redacted by those who may redact everything. */
export const mayRedact = (room: Room, user: string, event: Event | undefined): void => {
  maySend(room, user, 'm.room.redaction');
  if (event?.sender === user || powerOf(room, user) >= needed(room, 'redact')) return;
  if (event === undefined) throw missing('Could not find event');
  throw forbidden("You don't have permission to redact events");
};
/** `others`: the rooms of the server. Whoever is in one that the rule names comes in, if somebody is there who may invite. */
export const mayJoin = (room: Room, user: string, others: ReadonlyMap<string, Room>): void => {
  const now = membership(room, user);
  if (now === 'ban') throw new Refusal(403, 'M_BAD_STATE', 'Cannot join user who was banned');
  if (now === 'join' || now === 'invite') return;
  const { join_rule: rule, allow } = stateOf(room, 'm.room.join_rules')?.content ?? {};
  if (rule === 'public') return;
  if (rule !== 'restricted') throw forbidden('You are not invited to this room.');
  const named = (Array.isArray(allow) ? allow : []).flatMap(
    (each) => others.get(word(content(each)['room_id']) ?? '') ?? [],
  );
  const isThere = named.some((each) => membership(each, user) === 'join');
  const hosts = membersOf(room).filter(({ key = '' }) => membership(room, key) === 'join');
  if (!isThere || !hosts.some(({ key = '' }) => powerOf(room, key) >= needed(room, 'invite')))
    throw forbidden('You do not belong to any of the required rooms/spaces to join this room.');
};
export const mayInvite = (room: Room, user: string, whom: string): void => {
  mustBeIn(room, user);
  const now = membership(room, whom);
  if (now === 'ban') throw new Refusal(403, 'M_BAD_STATE', 'Cannot invite user who was banned');
  if (now === 'join') throw forbidden(`${whom} is already in the room.`);
  if (powerOf(room, user) < needed(room, 'invite')) throw forbidden("You don't have permission to invite users");
};
export const mayRemove = (room: Room, user: string, whom: string, how: 'kick' | 'ban'): void => {
  mustBeIn(room, user);
  if (how === 'kick' && !['join', 'invite', 'knock'].includes(membership(room, whom)))
    throw forbidden('The target user is not in the room');
  if (powerOf(room, user) < needed(room, how) || powerOf(room, user) <= powerOf(room, whom))
    throw forbidden(`You cannot ${how} user ${whom}.`);
};
export const mayUnban = (room: Room, user: string, whom: string): void => {
  mustBeIn(room, user);
  if (membership(room, whom) !== 'ban') throw forbidden('Cannot unban user who was not banned');
  if (powerOf(room, user) < needed(room, 'ban')) throw forbidden('You cannot unban user');
};

const MOST_BYTES = 65_536;
/** Messages are looked at; other types are nobody's business. */
const MESSAGE = ['body', 'msgtype'];
/** What the signed event has around its content, about. */
const AROUND = 560;
export const mustBeSendable = (of: Content, type: string): void => {
  const text = JSON.stringify(of);
  if (/\\ud[89a-f]/.test(text)) throw new Refusal(500, 'M_UNKNOWN', 'Internal server error'); // half a character
  if (hasFraction(of)) throw new Refusal(400, 'M_BAD_JSON', 'Bad JSON value: float');
  if (Buffer.byteLength(text) + AROUND > MOST_BYTES) throw new Refusal(413, 'M_TOO_LARGE', 'event too large');
  if (type !== 'm.room.message') return;
  for (const each of MESSAGE) {
    if (of[each] === undefined) throw new Refusal(400, 'M_UNKNOWN', `'${each}' not in content`);
    if (typeof of[each] !== 'string') throw new Refusal(400, 'M_UNKNOWN', `'${each}' not a string type`);
  }
};
const hasFraction = (value: unknown): boolean =>
  typeof value === 'number'
    ? !Number.isSafeInteger(value)
    : typeof value === 'object' && value !== null && Object.values(value).some(hasFraction);
