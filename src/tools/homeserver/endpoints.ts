import type { Account, Accounts } from './accounts.ts';
import { type creation, NEWEST } from './creation.ts';
import type { members } from './members.ts';
import type { Reads } from './reads.ts';
import { forbidden, missing, Refusal } from './refusal.ts';
import type { Call, File, Routes } from './routes.ts';
import type { words } from './words.ts';
import { type Content, type Event, randomId, type World, word } from './world.ts';

/** What a bot and its people need of the client-server API. */
type Parts = {
  server: string;
  accounts: Accounts;
  acts: ReturnType<typeof members> & ReturnType<typeof creation> & ReturnType<typeof words>;
  reads: Reads;
  world: World;
  sync: (me: Account, query: URLSearchParams, gone: AbortSignal) => Promise<Content>;
  filters: Map<string, Content>;
  /** The event that a transaction made. */
  done: Map<string, string>;
};
const MOST_BYTES = 50 * 1024 * 1024;

export const endpoints = ({ server, accounts, acts, reads, world, sync, filters, done }: Parts): Routes => {
  const media = new Map<string, File>();
  const aliases = new Map<string, string>();
  /** Once for each room, device and transaction id, whatever the type. */
  const once = (me: Account, room: string, txn: string, act: (sent: Event['sent']) => Event): Content => {
    const key = [room, me.id, me.device, txn].join('\0');
    const before = done.get(key);
    if (before !== undefined) return { event_id: before };
    const { id } = act({ device: me.device, txn });
    done.set(key, id);
    return { event_id: id };
  };
  const whom = ({ body }: Call): string => {
    const user = word(body['user_id']);
    if (user === undefined) throw new Refusal(400, 'M_MISSING_PARAM', 'Missing params: user_id');
    return user;
  };
  const joins = ({ me, at }: Call): Content => ({ room_id: acts.join(me.id, aliases.get(at(0)) ?? at(0)).id });
  const mine = ({ me, at }: Call): void => {
    if (me.id !== at(0)) throw forbidden('Cannot act for other users');
  };
  const setState = ({ me, at, body }: Call): Content => ({
    event_id: acts.state(me.id, at(0), at(1), at(2), body).id,
  });
  const getState = ({ me, at, query }: Call): Content =>
    reads.stateOf(me, at(0), at(1), at(2), query.get('format') === 'event');
  const profile = (user: string) => {
    const found = accounts.profiles.get(user);
    if (found === undefined) throw missing('Profile was not found');
    return found;
  };
  const download = ({ at }: Call): File => {
    const file = at(0) === server ? media.get(at(1)) : undefined;
    if (file === undefined) throw missing('Not found');
    return file;
  };
  const remembers = (scope: string): Routes => ({
    [`PUT ${scope}`]: (call) => {
      mine(call);
      accounts.data.set(`${call.me.id}\0${call.at(1)}\0${call.at(2)}`, call.body);
      return {};
    },
    [`GET ${scope}`]: (call) => {
      mine(call);
      const found = accounts.data.get(`${call.me.id}\0${call.at(1)}\0${call.at(2)}`);
      if (found === undefined) throw missing('Account data not found');
      return found;
    },
  });

  return {
    'GET account/whoami': ({ me }) => ({ user_id: me.id, device_id: me.device, is_guest: false }),
    'POST logout': ({ me }) => {
      accounts.revoke(me.token);
      world.moved();
      return {};
    },
    'GET capabilities': () => ({
      capabilities: { 'm.room_versions': { default: NEWEST, available: { 11: 'stable', 12: 'stable' } } },
    }),
    'GET sync': ({ me, query, gone }) => sync(me, query, gone),
    'POST user/:/filter': (call) => {
      mine(call);
      const id = `${filters.size}`;
      filters.set(id, call.body);
      return { filter_id: id };
    },
    ...remembers('user/:/account_data/:'),
    ...remembers('user/:/rooms/:/account_data/:'),
    'GET profile/:': ({ at }) => profile(at(0)),
    'GET profile/:/displayname': ({ at }) => ({ displayname: profile(at(0)).displayname }),
    'PUT profile/:/displayname': (call) => {
      mine(call);
      profile(call.me.id).displayname = word(call.body['displayname']) ?? '';
      acts.renamed(call.me.id);
      return {};
    },
    'PUT profile/:/avatar_url': (call) => {
      mine(call);
      profile(call.me.id).avatar_url = word(call.body['avatar_url']) ?? '';
      return {};
    },

    'POST createRoom': ({ me, body }) => {
      const { id } = acts.create(me.id, body);
      const alias = word(body['room_alias_name']);
      if (alias !== undefined) aliases.set(`#${alias}:${server}`, id);
      return { room_id: id };
    },
    'GET directory/room/:': ({ at }) => {
      if (!/^#[^:]+:/.test(at(0))) throw new Refusal(400, 'M_INVALID_PARAM', 'Room alias invalid');
      const room = aliases.get(at(0));
      if (room === undefined) throw missing(`Room alias ${at(0)} not found`);
      return { room_id: room, servers: [server] };
    },
    'GET joined_rooms': ({ me }) => reads.rooms(me),
    'POST join/:': joins,
    'POST rooms/:/join': joins,
    'POST rooms/:/leave': ({ me, at, body }) => {
      acts.leave(me.id, at(0), body['reason']);
      return {};
    },
    'POST rooms/:/forget': () => ({}),
    'POST rooms/:/invite': (call) => {
      acts.invite(call.me.id, call.at(0), whom(call), call.body['reason']);
      return {};
    },
    'POST rooms/:/kick': (call) => {
      acts.remove(call.me.id, call.at(0), whom(call), 'kick', call.body['reason']);
      return {};
    },
    'POST rooms/:/ban': (call) => {
      acts.remove(call.me.id, call.at(0), whom(call), 'ban', call.body['reason']);
      return {};
    },
    'POST rooms/:/unban': (call) => {
      acts.unban(call.me.id, call.at(0), whom(call));
      return {};
    },
    'POST rooms/:/upgrade': ({ me, at, body }) => ({
      replacement_room: acts.upgrade(me.id, at(0), word(body['new_version']) ?? NEWEST).id,
    }),

    'PUT rooms/:/send/:/:': ({ me, at, body }) =>
      once(me, at(0), at(2), (sent) => acts.send(me.id, at(0), at(1), body, sent)),
    'PUT rooms/:/redact/:/:': ({ me, at, body }) =>
      once(me, at(0), at(2), (sent) => acts.redact(me.id, at(0), at(1), body['reason'], sent)),
    'PUT rooms/:/state/:': setState,
    'PUT rooms/:/state/:/:': setState,
    'PUT rooms/:/typing/:': ({ me, at, body }) => {
      if (at(1) !== me.id) throw new Refusal(400, 'M_UNKNOWN', 'Cannot send typing for others');
      acts.types(me.id, at(0), body);
      return {};
    },
    'POST rooms/:/receipt/:/:': () => ({}),
    'POST rooms/:/read_markers': () => ({}),

    'GET rooms/:/messages': ({ me, at, query }) => reads.messages(me, at(0), query),
    'GET rooms/:/event/:': ({ me, at }) => reads.event(me, at(0), at(1)),
    'GET rooms/:/state': ({ me, at }) => reads.state(me, at(0)),
    'GET rooms/:/state/:': getState,
    'GET rooms/:/state/:/:': getState,
    'GET rooms/:/joined_members': ({ me, at }) => reads.joined(me, at(0)),
    'GET rooms/:/members': ({ me, at, query }) => reads.members(me, at(0), query),
    ...Object.fromEntries(
      ['', '/:', '/:/:'].map((more) => [
        `GET /_matrix/client/v1/rooms/:/relations/:${more}`,
        ({ me, at, query }: Call) => reads.relations(me, at(0), at(1), query, at(2) || undefined, at(3) || undefined),
      ]),
    ),

    'POST /_matrix/media/v3/upload': ({ bytes, contentType }) => {
      if (bytes.length > MOST_BYTES) throw new Refusal(413, 'M_TOO_LARGE', 'Upload request body is too large');
      const id = randomId(18);
      media.set(id, { bytes, contentType });
      return { content_uri: `mxc://${server}/${id}` };
    },
    'GET /_matrix/client/v1/media/config': () => ({ 'm.upload.size': MOST_BYTES }),
    'GET /_matrix/client/v1/media/download/:/:': download,
    'GET /_matrix/client/v1/media/download/:/:/:': download,
  };
};
