import type { Envelope, Part, PlaceChange } from '../../core/messages.ts';
import { type ConnectionId, type Lack, type MessageRef, type Spot, spaceIn } from '../../core/model/place.ts';
import { type Bot, DeliveryError, type Door } from '../../core/ports.ts';
import { type Body, type Client, isFinal, Lost, Refused } from './client.ts';
import { fieldIn, textIn } from './events.ts';
import type { Made, OwnSpace } from './render.ts';
import type { Rooms } from './rooms.ts';
import type { Self } from './self.ts';
import { failure, OURS, roomPath } from './send.ts';
import { CHILD, childrenIn, isSameRule, leftIn, linksIn, PARENT, ruleFor } from './space-state.ts';
import { isSpace, neededFor, powerOf, type State, stateOf, tooLow, withMembership } from './state.ts';

/** What is delivered there is no message: which rooms it holds. */
export const isSpaceSpot = ({ room }: Spot): boolean => spaceIn(room) !== undefined;

const RULES = 'm.room.join_rules';
const NAME = 'm.room.name';
const LONGEST_NAME = 255;
/** From this version on those of some other rooms may come in; and what is taken where a server would make older ones. */
const RESTRICTED = 8;
const NEW_ENOUGH = '10';

/** It cannot be done until somebody helps. */
class Lacking extends Error {
  readonly lack: Lack;
  constructor(lack: Lack) {
    super(lack.why);
    this.lack = lack;
  }
}
type Parts = {
  connection: ConnectionId;
  client: Client;
  self: () => Promise<Self>;
  rooms: () => Rooms;
  door: () => Pick<Door, 'receive'> | undefined;
};

/** The spaces on a connection: made by us, or adopted as they are. In an adopted one we touch only what we have set. */
export const spacesOn = ({ connection, client, self, rooms, door }: Parts): Pick<Bot, 'deliver' | 'find'> => {
  const bring = async ({ id, revision, at }: Part, change: PlaceChange): Promise<boolean> => {
    const answer = await door()?.receive({ id: `${id}/${revision}/${change.is}`, kind: 'place', at, change });
    return answer !== undefined && answer.kind !== 'failed';
  };
  const via = async (): Promise<readonly string[]> => {
    const { me } = await self();
    return [me.slice(me.indexOf(':') + 1)];
  };
  const put = (room: string, type: string, key: string, content: Body) =>
    client.put(roomPath(room, 'state', type, key), content);

  const roomOf = async (named: string): Promise<string> => {
    if (named.startsWith('!')) return named;
    if (!named.startsWith('#')) throw new Lacking({ why: 'no-space' });
    const found = await client.ask(`directory/room/${encodeURIComponent(named)}`).catch((error: unknown) => {
      throw isFinal(error) ? new Lacking({ why: 'no-space' }) : error;
    });
    const room = textIn(found, 'room_id');
    if (room === undefined) throw new Lost('no room');
    return room;
  };
  const stateIn = async (room: string): Promise<State> => {
    rooms().changed(room); // what we set ourselves is perhaps not heard yet
    const state = await rooms()
      .state(room)
      .catch((error: unknown) => {
        throw isFinal(error) ? new Lacking({ why: 'outside' }) : error;
      });
    if (!withMembership(state, 'join').includes((await self()).me)) throw new Lacking({ why: 'outside' });
    if (!isSpace(state)) throw new Lacking({ why: 'no-space' });
    return state;
  };

  const create = async ({ id, body }: Part, { name, rooms: all, by }: OwnSpace): Promise<string> => {
    const capabilities = await client.ask('capabilities').catch((error: unknown) => {
      throw error instanceof Lost ? new DeliveryError('later') : error; // nothing is made yet
    });
    const version = textIn(capabilities, 'capabilities', 'm.room_versions', 'default');
    const child = { via: await via(), [OURS]: { body } };
    const wish = {
      preset: 'private_chat',
      name: name.slice(0, LONGEST_NAME),
      ...(Number(version) < RESTRICTED && { room_version: NEW_ENOUGH }),
      creation_content: { type: 'm.space', [OURS]: { space: id, ...(by !== undefined && { by }) } },
      power_level_content_override: { events_default: 100, invite: 100 },
      initial_state: [
        { type: RULES, content: ruleFor(all) },
        { type: 'm.room.guest_access', content: { guest_access: 'forbidden' } },
        ...all.map(({ room }) => ({ type: CHILD, state_key: room, content: child })),
      ],
    };
    const room = textIn(await client.post('createRoom', wish), 'room_id');
    if (room === undefined) throw new Lost('no room');
    return room;
  };
  /** Sets what differs; `isMade`: all of it is ours. Returns what it was like before, and the rooms that it let go. */
  const update = async (room: string, { body }: Part, wanted: OwnSpace, isMade: boolean) => {
    const [{ me }, state] = [await self(), await stateIn(room)];
    const sets = isMade ? [CHILD, RULES, NAME] : [CHILD];
    const needs = Math.max(...sets.map((type) => neededFor(state, type, 'state')));
    const { sender: maker, content: of } = stateOf(state, 'm.room.create') ?? {};
    const other = maker === me ? textIn(of, OURS, 'space') : undefined;
    if (other?.startsWith(`${body}/`) === false) throw new Lacking({ why: 'no-space' }); // it is another district's
    const lack = tooLow(powerOf(state, me), needs);
    if (lack !== undefined) throw new Lacking(lack);
    const there = childrenIn(state);
    const child = { via: await via(), [OURS]: { body } };
    for (const each of wanted.rooms)
      if (!there.some(({ state_key }) => state_key === each.room)) await put(room, CHILD, each.room, child);
    const left = leftIn(there, me, body, wanted);
    for (const each of left) await put(room, CHILD, each, {});
    if (!isMade) return { state, left };
    const rule = ruleFor(wanted.rooms);
    if (!isSameRule(stateOf(state, RULES)?.content, rule)) await put(room, RULES, '', rule);
    const name = wanted.name.slice(0, LONGEST_NAME);
    if (textIn(stateOf(state, NAME)?.content, 'name') !== name) await put(room, NAME, '', { name });
    return { state, left };
  };

  /** What is good to have, and no reason to try again. */
  const quietly = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof Refused || error instanceof Lost) return isFinal(error);
      throw error;
    }
  };
  /** The rooms say where they belong, where we may set that. */
  const parents = async (space: string, inside: readonly string[], outside: readonly string[]): Promise<void> => {
    const { me } = await self();
    const servers = await via();
    const parent = async (room: string, is: boolean): Promise<void> => {
      const state = await rooms().state(room);
      const there = linksIn(state, PARENT).find(({ state_key }) => state_key === space);
      if (is ? there !== undefined : there?.sender !== me) return;
      if (tooLow(powerOf(state, me), neededFor(state, PARENT, 'state')) !== undefined) return;
      await put(room, PARENT, space, is ? { via: servers } : {});
    };
    for (const [all, is] of [
      [inside, true],
      [outside, false],
    ] as const)
      for (const room of all) if (!(await quietly(() => parent(room, is)))) return;
  };
  /** Whoever has asked for it is invited once. */
  const invite = async (room: string, state: State, by: string | undefined): Promise<void> => {
    const isKnown = state.some(({ type, state_key }) => type === 'm.room.member' && state_key === by);
    if (by === undefined || isKnown) return;
    await quietly(async () => void (await client.post(roomPath(room, 'invite'), { user_id: by })));
  };
  const roomsIn = ({ rooms: all }: OwnSpace) => all.map(({ room }) => room);

  const make = async (part: Part, wanted: OwnSpace): Promise<string> => {
    const room = await create(part, wanted);
    await invite(room, [], wanted.by);
    await parents(room, roomsIn(wanted), []);
    return room;
  };
  const keep = async (room: string, part: Part, wanted: OwnSpace, isMade: boolean): Promise<string> => {
    const { state, left } = await update(room, part, wanted, isMade);
    if (isMade) await invite(room, state, wanted.by);
    await parents(room, roomsIn(wanted), left);
    return room;
  };

  return {
    async deliver(part, sent) {
      const made = part.content as Made; // ours, from render
      if (!('space' in made)) throw new DeliveryError('never');
      const named = spaceIn(part.at.room) ?? '';
      const isMade = /^R-\d+$/.test(named);
      const isFirst = isMade && sent === undefined;
      try {
        const id = isFirst
          ? await make(part, made.space)
          : await keep(isMade && sent !== undefined ? sent.id : await roomOf(named), part, made.space, isMade);
        await bring(part, { is: 'able' }); // if that is not kept, it is said once more than needed
        return { connection, id };
      } catch (error) {
        if (error instanceof Lost && !isFirst) throw new DeliveryError('later'); // to set it once more changes nothing
        const lack = error instanceof Lacking ? error.lack : isFinal(error) ? ({ why: 'refused' } as const) : undefined;
        if (lack === undefined) throw failure(error);
        const isTold = await bring(part, { is: 'lacks', lack });
        throw new DeliveryError(isTold ? 'never' : 'later');
      }
    },
    /** One that we have made, whose answer was lost. */
    async find({ id, at }: Envelope): Promise<MessageRef | 'absent' | 'unknown'> {
      if (!/^R-\d+$/.test(spaceIn(at.room) ?? '')) return 'absent';
      try {
        const { me } = await self();
        const joined = fieldIn(await client.ask('joined_rooms'), 'joined_rooms');
        if (!Array.isArray(joined)) return 'unknown';
        for (const room of joined.filter((each) => typeof each === 'string')) {
          const creation = await rooms()
            .creation(room)
            .catch((error: unknown) => {
              if (!isFinal(error)) throw error;
            });
          if (creation?.sender !== me || textIn(creation.content, OURS, 'space') !== id) continue;
          const state = await rooms().state(room);
          await invite(room, state, textIn(creation.content, OURS, 'by'));
          await parents(
            room,
            childrenIn(state).map(({ state_key = '' }) => state_key),
            [],
          );
          return { connection, id: room };
        }
        return 'absent';
      } catch {
        return 'unknown';
      }
    },
  };
};
