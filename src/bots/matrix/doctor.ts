import { type Client, Lost, Refused } from './client.ts';
import { fieldIn, strippedIn, textIn } from './events.ts';
import { roomPath } from './send.ts';
import { isSpace, neededFor, powerOf, type State, stateOf, tooLow } from './state.ts';

/** `wrong` keeps it from working, `look` may be meant so. In English, for whoever runs the server. */
export type Finding = { is: 'good' | 'look' | 'wrong'; says: string };
const good = (says: string): Finding => ({ is: 'good', says });
const look = (says: string): Finding => ({ is: 'look', says });
const wrong = (says: string): Finding => ({ is: 'wrong', says });

/** What a connection needs, asked of its homeserver one after the other; it changes nothing there. */
export const examine = async (
  client: Client,
  homeserver: string,
  inviters: readonly string[],
): Promise<readonly Finding[]> => {
  try {
    await client.ask('/_matrix/client/versions');
  } catch (error) {
    // Synapse looks at a token wherever there is one: it is a homeserver, and what is wrong comes next
    const isToken = error instanceof Refused && error.code === 'M_UNKNOWN_TOKEN';
    if (error instanceof Refused && !isToken)
      return [wrong(`${homeserver} answers, but is no Matrix homeserver (${error.status}).`)];
    if (!isToken) return [wrong(`${homeserver} does not answer. Is the address right, and is it reached from here?`)];
  }
  let me: string;
  let device: string | undefined;
  try {
    const answer = await client.ask('account/whoami');
    me = textIn(answer, 'user_id') ?? '';
    device = textIn(answer, 'device_id');
  } catch (error) {
    if (error instanceof Refused && error.status === 401)
      return [wrong('The token is not valid (any more). Log in as the bot once more and set the new one.')];
    return [wrong(`The homeserver does not say whose the token is (${describe(error)}).`)];
  }
  const rooms = await roomsOf(client);
  return [
    good(`The token belongs to ${me}.`),
    device === undefined
      ? wrong(
          'The token has no device, so a message whose answer was lost could be sent twice. Log in by password instead.',
        )
      : good(`Its device is ${device}.`),
    inviters.length === 0
      ? look('Nobody may invite the bot: "inviters" is empty.')
      : good(`These may invite it: ${inviters.join(', ')}.`),
    rooms.every(isTogether)
      ? look('It is in no room yet. Invite it, and write there: !ak verbinden <Gremium>')
      : good(`It is in ${rooms.filter((room) => !isTogether(room)).length} rooms.`),
    ...rooms.flatMap((room) => (isTogether(room) ? together(me, room) : troubles(me, room))),
    look(
      'Synapse allows an account 0.2 messages a second. For a whole district, exempt the bot: POST /_synapse/admin/v1/users/<bot>/override_ratelimit with {"messages_per_second": 0, "burst_count": 0}.',
    ),
  ];
};
const describe = (error: unknown): string =>
  error instanceof Refused ? `${error.status} ${error.code}` : error instanceof Lost ? error.message : 'unknown';

type Found = { id: string; state: State | undefined };
const roomsOf = async (client: Client): Promise<readonly Found[]> => {
  const joined = fieldIn(await client.ask('joined_rooms'), 'joined_rooms');
  const ids = Array.isArray(joined) ? joined.filter((each) => typeof each === 'string') : [];
  const found: Found[] = [];
  for (const id of ids) {
    const state = await client.ask(roomPath(id, 'state')).then(strippedIn, () => undefined);
    found.push({ id, state });
  }
  return found;
};
const nameOf = (id: string, state: State): string => textIn(stateOf(state, 'm.room.name')?.content, 'name') ?? id;
type Space = Found & { state: State };
const isTogether = (found: Found): found is Space => found.state !== undefined && isSpace(found.state);
/** A space: nothing is said there, but its rooms are set. */
const together = (me: string, { id, state }: Space): readonly Finding[] => {
  const name = nameOf(id, state);
  const [has, needs] = [powerOf(state, me), neededFor(state, 'm.space.child', 'state')];
  if (tooLow(has, needs) !== undefined)
    return [
      wrong(`${name}: the bot may not look after this space: its power level is ${has}, and ${needs} is needed.`),
    ];
  const level = Number.isFinite(has) ? `its power level is ${has}, and ${needs} is needed` : 'it has made it';
  return [good(`${name}: the bot may look after this space: ${level}.`)];
};
const troubles = (me: string, { id, state }: Found): readonly Finding[] => {
  if (state === undefined) return [wrong(`${id}: the homeserver does not say what it is like.`)];
  const name = nameOf(id, state);
  const own = powerOf(state, me);
  const needed = neededFor(state, 'm.room.message', 'message');
  const rule = textIn(stateOf(state, 'm.room.join_rules')?.content, 'join_rule');
  const seen = textIn(stateOf(state, 'm.room.history_visibility')?.content, 'history_visibility');
  return [
    ...(stateOf(state, 'm.room.encryption') === undefined
      ? []
      : [wrong(`${name}: it is encrypted. Gremienlotse writes nothing there.`)]),
    ...(own < needed
      ? [wrong(`${name}: the bot may not write there: its power level is ${own}, and ${needed} is needed.`)]
      : []),
    ...(rule === 'public' || seen === 'world_readable'
      ? [look(`${name}: anybody can enter or read it. What is not public is not said there.`)]
      : []),
    ...(stateOf(state, 'm.room.tombstone') === undefined ? [] : [look(`${name}: it was replaced by another room.`)]),
  ];
};
