import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, personOn } from '../support/matrix-people.ts';

/** What a homeserver has to give, so that this suite can try it. */
export type Grounds = {
  name: string;
  url: string;
  /** Somebody's device; the same name again is another device of theirs. */
  user(name: string): Account | Promise<Account>;
  down(): Promise<void>;
  up(): Promise<void>;
  end(): Promise<void>;
};
type Content = Readonly<Record<string, unknown>>;
type Event = {
  event_id: string;
  type: string;
  sender: string;
  content: Content;
  state_key?: string;
  redacts?: string;
  room_id?: string;
  unsigned: Content & { redacted_because?: Event; 'm.relations'?: { 'm.replace'?: Event; 'm.thread'?: Content } };
};
type Joined = {
  timeline: { events: Event[]; limited: boolean; prev_batch: string };
  state: { events: Event[] };
  ephemeral: { events: Event[] };
};
type Sync = {
  next_batch: string;
  rooms?: {
    join?: Record<string, Joined>;
    invite?: Record<string, { invite_state: { events: Omit<Event, 'event_id'>[] } }>;
    leave?: Record<string, Joined>;
  };
};

const v3 = '/_matrix/client/v3';
const id = encodeURIComponent;

/** What a bot relies on, on whatever homeserver. */
export const homeserverContract = (kind: string, make: () => Promise<Grounds>) =>
  describe(`the homeserver contract on ${kind}`, () => {
    let grounds: Grounds;
    let names = 0;
    beforeAll(async () => {
      grounds = await make();
    });
    afterAll(() => grounds?.end());

    /** A person nobody else has met. */
    const somebody = async (called = 'ann') => {
      names += 1;
      const name = `${called}${names}`;
      const person = personOn(grounds.url, await grounds.user(name));
      let looks = 0;
      const sync = async (query: Readonly<Record<string, string>> = {}): Promise<Sync> => {
        looks += 1; // the same question is answered from a cache, and nothing is waited for at a first sync
        const asked = new URLSearchParams({ ...(query['since'] === undefined && { timeout: `${looks}` }), ...query });
        return (await person.must('GET', `${v3}/sync?${asked}`)) as unknown as Sync;
      };
      const put = (room: string, txn: string, content: Content, type = 'm.room.message') =>
        person.ask('PUT', `${v3}/rooms/${id(room)}/send/${type}/${txn}`, content);
      const event = async (room: string, of: string): Promise<Event> =>
        (await person.must('GET', `${v3}/rooms/${id(room)}/event/${id(of)}`)) as unknown as Event;
      const get = (room: string, what: string) => person.ask('GET', `${v3}/rooms/${id(room)}/${what}`);
      return { ...person, name, sync, put, event, get };
    };
    /** Two people in a room, of which the second is the bot, as far as it matters. */
    const two = async (wish: Content = {}) => {
      const [ann, bot] = [await somebody(), await somebody('bot')];
      const room = await ann.creates({ invite: [bot.id], ...wish });
      await bot.joins(room);
      const { next_batch: since } = await bot.sync();
      return { ann, bot, room, since };
    };
    const filter = (of: Content): { filter: string } => ({ filter: JSON.stringify(of) });
    const timeline = (sync: Sync, room: string): Event[] => sync.rooms?.join?.[room]?.timeline.events ?? [];
    const bodies = (events: readonly Event[]) => events.map(({ content }) => content['body']);
    const refused = (status: number, errcode: string) => ({ status, body: expect.objectContaining({ errcode }) });
    const messages = async (person: Awaited<ReturnType<typeof somebody>>, room: string) =>
      (await person.reads(room)).map(({ body }) => body);

    describe('accounts', () => {
      test('a token says whose it is, and an unknown one is told so', async () => {
        const ann = await somebody();
        expect(await ann.must('GET', `${v3}/account/whoami`)).toMatchObject({
          user_id: ann.id,
          device_id: expect.any(String),
        });
        const stranger = personOn(grounds.url, { id: ann.id, token: 'nonsense' });
        const { status, body } = await stranger.ask('GET', `${v3}/account/whoami`);
        expect([status, body]).toEqual([401, expect.objectContaining({ errcode: 'M_UNKNOWN_TOKEN' })]);
      });

      test('a token that is taken away ends the waiting, and says so at the next request', async () => {
        const ann = await somebody();
        const { next_batch: since } = await ann.sync();
        const waiting = ann.ask('GET', `${v3}/sync?since=${since}&timeout=10000`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await ann.must('POST', `${v3}/logout`, {});
        expect((await waiting).status).toBe(200);
        expect(await ann.ask('GET', `${v3}/sync?since=${since}`)).toEqual({
          status: 401,
          body: expect.objectContaining({ errcode: 'M_UNKNOWN_TOKEN', soft_logout: false }),
        });
      });
    });

    describe('sending', () => {
      const hello = { msgtype: 'm.text', body: 'hello' };

      test('a transaction is done once, however often and however differently it is asked for', async () => {
        const { ann, bot, room } = await two();
        const first = await bot.put(room, 't1', hello);
        expect(first.status).toBe(200);
        const again = [
          await bot.put(room, 't1', hello),
          await bot.put(room, 't1', { msgtype: 'm.text', body: 'something else' }),
          ...(await Promise.all(Array.from({ length: 5 }, () => bot.put(room, 't1', hello)))),
        ];
        expect(again).toEqual(again.map(() => first));
        const atOnce = await Promise.all(Array.from({ length: 5 }, () => bot.put(room, 't2', hello)));
        expect(new Set(atOnce.map(({ body }) => body['event_id'])).size).toBe(1);
        expect(await messages(ann, room)).toEqual(['hello', 'hello']);
      });

      test('its key is the room, the device and the id, and not the type', async () => {
        const { ann, bot, room } = await two();
        const first = await bot.put(room, 't1', hello);
        const reaction = { 'm.relates_to': { rel_type: 'm.annotation', event_id: first.body['event_id'], key: '👍' } };
        expect(await bot.put(room, 't1', reaction, 'm.reaction')).toEqual(first);
        const redaction = await bot.ask(
          'PUT',
          `${v3}/rooms/${id(room)}/redact/${id(String(first.body['event_id']))}/t1`,
          {},
        );
        expect(redaction).toEqual(first);
        expect(await ann.reads(room)).toEqual([expect.objectContaining({ body: 'hello', reactions: {} })]);

        const elsewhere = await bot.creates();
        const device = personOn(grounds.url, await grounds.user(bot.name));
        const others = [
          await bot.put(elsewhere, 't1', hello),
          await ann.put(room, 't1', hello),
          await device.ask('PUT', `${v3}/rooms/${id(room)}/send/m.room.message/t1`, hello),
        ];
        const all = [first, ...others].map(({ status, body }) => {
          expect(status).toBe(200);
          return body['event_id'];
        });
        expect(new Set(all).size).toBe(4);
      });

      test('a restart forgets no transaction, no token and no place', async () => {
        const { ann, bot, room, since } = await two();
        const first = await bot.put(room, 't1', hello);
        await grounds.down();
        await expect(bot.put(room, 't1', hello)).rejects.toThrow('fetch failed');
        await grounds.up();
        expect(await bot.put(room, 't1', hello)).toEqual(first);
        await ann.says(room, 'back');
        expect(bodies(timeline(await bot.sync({ since }), room))).toEqual(['hello', 'back']);
      }, 30_000);

      test('what cannot be sent is refused in the way of its fault', async () => {
        const { bot, room } = await two();
        const message = (body: unknown) => ({ msgtype: 'm.text', body });
        expect(await bot.put(room, 'large', message('x'.repeat(65_600)))).toEqual(refused(413, 'M_TOO_LARGE'));
        expect((await bot.put(room, 'fits', message('x'.repeat(64_800)))).status).toBe(200);
        expect(await bot.put(room, 'number', message(5))).toEqual(refused(400, 'M_UNKNOWN'));
        expect(await bot.put(room, 'nothing', {})).toEqual(refused(400, 'M_UNKNOWN'));
        const toNothing = { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$nothing', key: '👍' } };
        expect(await bot.put(room, 'reaction', toNothing, 'm.reaction')).toEqual(refused(400, 'M_UNKNOWN'));
        expect(await bot.put(room, 'float', { ...message('x'), part: 0.5 })).toEqual(refused(400, 'M_BAD_JSON'));
        expect((await bot.put(room, 'half', message('\ud83d'))).status).toBe(500);
        const broken = await fetch(`${grounds.url}${v3}/rooms/${id(room)}/send/m.room.message/broken`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${bot.token}` },
          body: '{',
        });
        expect([broken.status, await broken.json()]).toEqual([400, expect.objectContaining({ errcode: 'M_NOT_JSON' })]);
      });

      test('nobody sends into a room where they are not, or where they may not', async () => {
        const { ann, bot, room } = await two();
        const stranger = await somebody();
        expect(await stranger.put(room, 't', hello)).toEqual(refused(403, 'M_FORBIDDEN'));
        const first = await ann.says(room, 'among us');
        expect(await stranger.get(room, `event/${id(first)}`)).toEqual(refused(404, 'M_NOT_FOUND'));
        expect(await stranger.get(room, 'messages?dir=b')).toEqual(refused(403, 'M_FORBIDDEN'));
        expect(await bot.get(room, `event/${id('$nothing')}`)).toEqual(refused(404, 'M_NOT_FOUND'));
        expect(await bot.put('!nowhere:hs.test', 't', hello)).toEqual(refused(403, 'M_FORBIDDEN'));
        await ann.sets(room, 'm.room.power_levels', { events_default: 50, users: {} });
        expect(await bot.put(room, 't', hello)).toEqual(refused(403, 'M_FORBIDDEN'));
        expect(await bot.ask('PUT', `${v3}/rooms/${id(room)}/state/m.room.name/`, { name: 'mine' })).toEqual(
          refused(403, 'M_FORBIDDEN'),
        );
      });
    });

    describe('sync', () => {
      test('what is empty is not there, and nothing new is the same place', async () => {
        const bot = await somebody('bot');
        const { next_batch, rooms } = await bot.sync();
        expect(rooms).toBeUndefined();
        const again = await bot.sync({ since: next_batch });
        expect(again).toEqual(expect.objectContaining({ next_batch }));
        expect(again.rooms).toBeUndefined();
      });

      test('it waits until something comes, or until the time is over', async () => {
        const { ann, bot, room, since } = await two();
        const begin = Date.now();
        expect((await bot.sync({ since, timeout: '100' })).rooms).toBeUndefined();
        expect(Date.now() - begin).toBeGreaterThan(90);
        const waiting = bot.sync({ since, timeout: '10000' });
        await ann.says(room, 'wake up');
        expect(bodies(timeline(await waiting, room))).toEqual(['wake up']);
        expect(Date.now() - begin).toBeLessThan(5_000);
      });

      test('each event comes once, in the order of its sending, and the own one with its transaction', async () => {
        const { ann, bot, room, since } = await two();
        await ann.says(room, 'one');
        await bot.put(room, 't1', { msgtype: 'm.text', body: 'two' });
        const first = await bot.sync({ since });
        expect(bodies(timeline(first, room))).toEqual(['one', 'two']);
        const [one, two_] = timeline(first, room);
        expect(one).toEqual({
          event_id: expect.stringMatching(/^\$[\w-]{43}$/),
          type: 'm.room.message',
          sender: ann.id,
          origin_server_ts: expect.any(Number),
          content: { msgtype: 'm.text', body: 'one', 'm.mentions': {} },
          unsigned: { age: expect.any(Number), membership: 'join' },
        });
        expect(two_?.unsigned).toMatchObject({ transaction_id: 't1' });
        expect(first.rooms?.join?.[room]).toMatchObject({ timeline: { limited: false }, state: { events: [] } });
        await ann.says(room, 'three');
        expect(bodies(timeline(await bot.sync({ since: first.next_batch }), room))).toEqual(['three']);
      });

      test('whoever asks from the same place again gets the same answer', async () => {
        const { ann, bot, room, since } = await two();
        await ann.says(room, 'one');
        const first = await bot.sync({ since, timeout: '0' });
        await ann.says(room, 'two');
        const again = await bot.sync({ since, timeout: '0' });
        expect(again.next_batch).toBe(first.next_batch);
        expect(bodies(timeline(again, room))).toEqual(['one']);
        expect(bodies(timeline(await bot.sync({ since: again.next_batch, timeout: '0' }), room))).toEqual(['two']);
        const whole = await bot.sync({ timeout: '0' });
        await ann.says(room, 'three');
        expect((await bot.sync({ timeout: '0' })).next_batch).toBe(whole.next_batch);
      });

      test('a gap is told, and filled from before it', async () => {
        const { ann, bot, room, since } = await two();
        for (let n = 1; n <= 12; n += 1) await ann.says(room, `m${n}`);
        const all = Array.from({ length: 12 }, (_, i) => `m${i + 1}`);
        const sync = await bot.sync({ since, ...filter({ room: { timeline: { limit: 4 } } }) });
        expect(sync.rooms?.join?.[room]?.timeline.limited).toBe(true);
        expect(bodies(timeline(sync, room))).toEqual(all.slice(8));
        const found: Event[] = [];
        let from = sync.rooms?.join?.[room]?.timeline.prev_batch;
        let pages = 0;
        while (from !== undefined && pages < 10) {
          const query = new URLSearchParams({ dir: 'b', limit: '3', from, to: since });
          const page = (await bot.get(room, `messages?${query}`)).body as unknown as { chunk: Event[]; end?: string };
          found.unshift(...page.chunk.toReversed());
          from = page.end;
          pages += 1;
        }
        expect(pages).toBeLessThan(6);
        expect(bodies(found)).toEqual(all.slice(0, 8));
        expect(found[0]?.room_id).toBe(room);
      });

      test('state that lies in a gap is told beside it', async () => {
        const { ann, bot, room, since } = await two();
        await ann.sets(room, 'm.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' });
        for (let n = 1; n <= 3; n += 1) await ann.says(room, `m${n}`);
        const sync = await bot.sync({ since, ...filter({ room: { timeline: { limit: 2 } } }) });
        expect(sync.rooms?.join?.[room]?.state.events.map(({ type }) => type)).toEqual(['m.room.encryption']);
        const close = await bot.sync({ since, ...filter({ room: { timeline: { limit: 20 } } }) });
        expect(close.rooms?.join?.[room]?.state.events).toEqual([]);
        expect(timeline(close, room).map(({ type }) => type)).toContain('m.room.encryption');
      });

      test('a first look without rooms gives a place to go on from', async () => {
        const { ann, bot, room } = await two();
        await ann.says(room, 'before');
        const first = await bot.sync(filter({ room: { rooms: [] } }));
        expect(first.rooms).toBeUndefined();
        await ann.says(room, 'after');
        expect(bodies(timeline(await bot.sync({ since: first.next_batch }), room))).toEqual(['after']);
      });

      test('a filter can be left with the server', async () => {
        const { ann, bot, room, since } = await two();
        const { filter_id } = await bot.must('POST', `${v3}/user/${id(bot.id)}/filter`, {
          room: { timeline: { limit: 1 } },
        });
        await ann.says(room, 'one');
        await ann.says(room, 'two');
        expect(bodies(timeline(await bot.sync({ since, filter: String(filter_id) }), room))).toEqual(['two']);
        expect(await bot.ask('GET', `${v3}/sync?filter=99999`)).toEqual(refused(400, 'M_INVALID_PARAM'));
        expect((await bot.ask('GET', `${v3}/sync?since=nonsense`)).status).toBe(400);
      });

      test('who types is told, and is no event', async () => {
        const { ann, bot, room, since } = await two();
        await ann.must('PUT', `${v3}/rooms/${id(room)}/typing/${id(ann.id)}`, { typing: true, timeout: 5_000 });
        const sync = await bot.sync({ since, timeout: '5000' });
        expect(sync.rooms?.join?.[room]?.ephemeral.events).toEqual([
          { type: 'm.typing', content: { user_ids: [ann.id] } },
        ]);
        expect(timeline(sync, room)).toEqual([]);
      });
    });

    describe('coming and going', () => {
      test('an invitation says which room it is and who invites, and nothing else', async () => {
        const [ann, bot] = [await somebody(), await somebody('bot')];
        const { next_batch: since } = await bot.sync();
        const room = await ann.creates({ name: 'Wohnen', invite: [bot.id], is_direct: true });
        const { rooms } = await bot.sync({ since, timeout: '5000' });
        expect(Object.keys(rooms ?? {})).toEqual(['invite']);
        const events = rooms?.invite?.[room]?.invite_state.events ?? [];
        expect(events.map(({ type, state_key }) => [type, state_key])).toEqual(
          expect.arrayContaining([
            ['m.room.create', ''],
            ['m.room.join_rules', ''],
            ['m.room.name', ''],
            ['m.room.member', ann.id],
            ['m.room.member', bot.id],
          ]),
        );
        const own = events.find(({ state_key }) => state_key === bot.id);
        expect(own).toMatchObject({ sender: ann.id, content: { membership: 'invite', is_direct: true } });
        expect(await bot.get(room, 'state')).toEqual(refused(403, 'M_FORBIDDEN'));
        expect(Object.keys((await bot.sync()).rooms?.invite ?? {})).toEqual([room]); // until it is answered
      });

      test('a first look without rooms shows invitations, unless it is without presence, too', async () => {
        const [ann, bot] = [await somebody(), await somebody('bot')];
        const room = await ann.creates({ invite: [bot.id] });
        const without = { room: { rooms: [] } };
        expect(Object.keys((await bot.sync(filter(without))).rooms?.invite ?? {})).toEqual([room]);
        const lean = filter({ ...without, presence: { not_types: ['*'] } });
        const { next_batch: since, rooms } = await bot.sync(lean);
        expect(rooms).toBeUndefined();
        const second = await ann.creates({ invite: [bot.id] });
        expect(Object.keys((await bot.sync({ since, ...lean })).rooms?.invite ?? {})).toEqual([second]);
      });

      test('a room that was just joined comes with what was said before', async () => {
        const [ann, bot] = [await somebody(), await somebody('bot')];
        const room = await ann.creates({ invite: [bot.id] });
        await ann.says(room, 'before');
        const { next_batch: since } = await bot.sync();
        await bot.joins(room);
        const joined = (await bot.sync({ since })).rooms?.join?.[room];
        expect(joined?.timeline.limited).toBe(true);
        expect(bodies(joined?.timeline.events ?? []).filter(Boolean)).toEqual(['before']);
        expect(joined?.timeline.events.at(-1)).toMatchObject({
          state_key: bot.id,
          content: { membership: 'join' },
          unsigned: { prev_content: { membership: 'invite' } },
        });
      });

      test('an invitation can be refused, taken back and made again', async () => {
        const [ann, bot] = [await somebody(), await somebody('bot')];
        const room = await ann.creates({ invite: [bot.id] });
        const invited = await bot.sync();
        await bot.leaves(room);
        const refusal = await bot.sync({ since: invited.next_batch });
        expect(Object.keys(refusal.rooms?.leave ?? {})).toEqual([room]);
        expect((await bot.sync()).rooms).toBeUndefined();
        await ann.invites(room, bot.id);
        const anew = await bot.sync({ since: refusal.next_batch });
        expect(Object.keys(anew.rooms?.invite ?? {})).toEqual([room]);
        await ann.kicks(room, bot.id);
        expect(Object.keys((await bot.sync({ since: anew.next_batch })).rooms?.leave ?? {})).toEqual([room]);
        expect(await bot.ask('POST', `${v3}/join/${id(room)}`, {})).toEqual(refused(403, 'M_FORBIDDEN'));
      });

      test('whoever is removed learns it with the reason, and nothing after it', async () => {
        const { ann, bot, room, since } = await two();
        await ann.says(room, 'last');
        await ann.kicks(room, bot.id, 'too loud');
        await ann.says(room, 'secret');
        const { rooms } = await bot.sync({ since });
        expect(Object.keys(rooms ?? {})).toEqual(['leave']);
        const events = rooms?.leave?.[room]?.timeline.events ?? [];
        expect(events.map(({ type }) => type)).toEqual(['m.room.message', 'm.room.member']);
        expect(events.at(-1)).toMatchObject({
          sender: ann.id,
          state_key: bot.id,
          content: { membership: 'leave', reason: 'too loud' },
        });
        expect(await bot.put(room, 't', { msgtype: 'm.text', body: 'x' })).toEqual(refused(403, 'M_FORBIDDEN'));
        expect(await bot.get(room, 'joined_members')).toEqual(refused(403, 'M_FORBIDDEN'));
      });

      test('to whoever was away in between, a room begins anew, also with what they know', async () => {
        const { ann, bot, room } = await two();
        await ann.says(room, 'known');
        const { next_batch: since } = await bot.sync();
        await ann.kicks(room, bot.id);
        await ann.says(room, 'meanwhile');
        await ann.invites(room, bot.id);
        await bot.joins(room);
        await ann.says(room, 'again');
        const joined = (await bot.sync({ since })).rooms?.join?.[room];
        expect(joined?.timeline.limited).toBe(true);
        expect(bodies(joined?.timeline.events ?? []).filter(Boolean)).toEqual(['known', 'meanwhile', 'again']);
      });

      test('a new name is told in every room', async () => {
        const { bot, ann, room } = await two();
        const { next_batch: since } = await ann.sync();
        await bot.must('PUT', `${v3}/profile/${id(bot.id)}/displayname`, { displayname: 'Lotse' });
        const [renamed] = timeline(await ann.sync({ since, timeout: '5000' }), room);
        expect(renamed).toMatchObject({
          sender: bot.id,
          state_key: bot.id,
          content: { membership: 'join', displayname: 'Lotse' },
          unsigned: { prev_content: { membership: 'join', displayname: bot.name } },
        });
      });

      test('whoever left still reads what was until then', async () => {
        const { ann, bot, room } = await two({ name: 'Wohnen' });
        const before = await ann.says(room, 'before');
        await bot.leaves(room);
        const after = await ann.says(room, 'after');
        expect(await bot.ask('POST', `${v3}/rooms/${id(room)}/leave`, {})).toEqual({ status: 200, body: {} });
        expect((await bot.event(room, before)).content['body']).toBe('before');
        expect(await bot.get(room, `event/${id(after)}`)).toEqual(refused(404, 'M_NOT_FOUND'));
        expect(await messages(bot, room)).toEqual(['before']);
        expect((await bot.get(room, 'state/m.room.name')).body).toEqual({ name: 'Wohnen' });
      });

      test('whoever is banned stays out until that is taken back', async () => {
        const { ann, bot, room, since } = await two({ preset: 'public_chat' });
        await ann.bans(room, bot.id);
        const { rooms } = await bot.sync({ since });
        expect(rooms?.leave?.[room]?.timeline.events.at(-1)?.content).toMatchObject({ membership: 'ban' });
        expect(await bot.ask('POST', `${v3}/join/${id(room)}`, {})).toEqual(refused(403, 'M_BAD_STATE'));
        expect(await ann.ask('POST', `${v3}/rooms/${id(room)}/invite`, { user_id: bot.id })).toEqual(
          refused(403, 'M_BAD_STATE'),
        );
        await ann.unbans(room, bot.id);
        await bot.joins(room);
        await bot.joins(room); // being there already is no fault
      });

      test('who is there, and where somebody is, can be asked', async () => {
        const { ann, bot, room } = await two();
        const cleo = await somebody('cleo');
        await ann.invites(room, cleo.id);
        expect((await bot.get(room, 'joined_members')).body).toEqual({
          joined: {
            [ann.id]: { display_name: ann.name, avatar_url: null },
            [bot.id]: { display_name: bot.name, avatar_url: null },
          },
        });
        const own = await bot.creates();
        const { joined_rooms } = await bot.must('GET', `${v3}/joined_rooms`);
        expect((joined_rooms as string[]).toSorted()).toEqual([room, own].toSorted());
        await bot.leaves(own);
        expect(await bot.must('GET', `${v3}/joined_rooms`)).toEqual({ joined_rooms: [room] });
      });
    });

    describe('state', () => {
      test('what is not set is not found, and strangers are told nothing', async () => {
        const { ann, bot, room } = await two();
        const encryption = 'state/m.room.encryption/';
        expect(await bot.get(room, encryption)).toEqual(refused(404, 'M_NOT_FOUND'));
        await ann.sets(room, 'm.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' });
        expect((await bot.get(room, encryption)).body).toEqual({ algorithm: 'm.megolm.v1.aes-sha2' });
        expect((await bot.get(room, 'state/m.room.encryption')).status).toBe(200);
        const stranger = await somebody();
        expect(await stranger.get(room, encryption)).toEqual(refused(403, 'M_FORBIDDEN'));
        expect(await bot.get('!nowhere:hs.test', encryption)).toEqual(refused(403, 'M_FORBIDDEN'));
      });

      test('all of it can be read at once', async () => {
        const { bot, room } = await two({ name: 'Wohnen' });
        const state = (await bot.get(room, 'state')).body as unknown as Event[];
        expect(state.map(({ type }) => type).toSorted()).toEqual(
          [
            'm.room.create',
            'm.room.guest_access',
            'm.room.history_visibility',
            'm.room.join_rules',
            'm.room.member',
            'm.room.member',
            'm.room.name',
            'm.room.power_levels',
          ].toSorted(),
        );
        expect(state.every((each) => each.room_id === room && each.event_id.startsWith('$'))).toBe(true);
      });

      test('a space holds rooms together: whoever is in one of those that its rule names comes in, nobody else', async () => {
        const [ann, bot, eve] = [await somebody(), await somebody('bot'), await somebody('eve')];
        const inside = await ann.creates({ invite: [bot.id] });
        await bot.joins(inside);
        const of = (room: string) => ({ type: 'm.room_membership', room_id: room });
        const space = await bot.creates({
          name: 'All of them',
          creation_content: { type: 'm.space', 'de.example': { space: 'one' } },
          power_level_content_override: { events_default: 100, invite: 100 },
          initial_state: [
            { type: 'm.room.join_rules', content: { join_rule: 'restricted', allow: [of(inside)] } },
            { type: 'm.room.guest_access', content: { guest_access: 'forbidden' } },
            { type: 'm.space.child', state_key: inside, content: { via: [grounds.name] } },
          ],
        });
        const state = async (type: string, key = '') => (await bot.get(space, `state/${type}/${id(key)}`)).body;
        expect(await state('m.room.create')).toMatchObject({ type: 'm.space', 'de.example': { space: 'one' } });
        expect(await state('m.room.join_rules')).toEqual({ join_rule: 'restricted', allow: [of(inside)] });
        expect(await state('m.room.guest_access')).toEqual({ guest_access: 'forbidden' });
        expect(await state('m.space.child', inside)).toEqual({ via: [grounds.name] });
        expect(await state('m.room.power_levels')).toMatchObject({ events_default: 100, invite: 100 });

        await ann.joins(space);
        await expect(eve.joins(space)).rejects.toThrow(/: 403 /);
        await expect(ann.invites(space, eve.id)).rejects.toThrow(/: 403 /);
        await expect(ann.sets(space, 'm.space.child', {}, inside)).rejects.toThrow(/: 403 /);
        await expect(ann.says(space, 'Hallo')).rejects.toThrow(/: 403 /);
        await bot.sets(space, 'm.space.child', {}, inside);
        expect(await state('m.space.child', inside)).toEqual({});
        await bot.sets(space, 'm.room.join_rules', { join_rule: 'restricted', allow: [] });
        await ann.leaves(space);
        await expect(ann.joins(space)).rejects.toThrow(/: 403 /);
        await bot.invites(space, ann.id);
        await ann.joins(space);
        expect((await eve.get(space, 'state')).status).toBe(403);
      });

      test('what it can do it says to everybody, but not to whoever has a token that is none', async () => {
        const ask = (headers: Record<string, string>) => fetch(`${grounds.url}/_matrix/client/versions`, { headers });
        expect((await ask({})).status).toBe(200);
        const refused = await ask({ authorization: 'Bearer none' });
        expect([refused.status, await refused.json()]).toMatchObject([401, { errcode: 'M_UNKNOWN_TOKEN' }]);
      });

      test('an address leads to its room, and one that nobody has to none', async () => {
        const { ann, bot, name } = { ...(await two()), name: `space${Date.now()}` };
        const room = await ann.creates({ room_alias_name: name });
        const alias = `#${name}:${grounds.name}`;
        expect((await bot.must('GET', `${v3}/directory/room/${id(alias)}`))['room_id']).toBe(room);
        const missing = await bot.ask('GET', `${v3}/directory/room/${id(`#none${name}:${grounds.name}`)}`);
        expect([missing.status, missing.body['errcode']]).toEqual([404, 'M_NOT_FOUND']);
        const nonsense = await bot.ask('GET', `${v3}/directory/room/${id('#none')}`);
        expect(nonsense.status).toBe(400);
        const { capabilities } = await bot.must('GET', `${v3}/capabilities`);
        expect(capabilities).toMatchObject({ 'm.room_versions': { default: expect.stringMatching(/^\d+$/) } });
      });

      test('a new room is of version 12: without a server in its name, and its creator without a level', async () => {
        const { ann, room } = await two();
        expect(room).not.toContain(':');
        expect((await ann.get(room, 'state/m.room.create/')).body).toEqual({ room_version: '12' });
        const { users, events } = (await ann.get(room, 'state/m.room.power_levels/')).body;
        expect(users).toEqual({});
        expect(events).toMatchObject({ 'm.room.tombstone': 150 });
        const old = await ann.creates({ room_version: '11' });
        expect(old).toContain(`:${grounds.name}`);
        expect((await ann.get(old, 'state/m.room.power_levels/')).body['users']).toEqual({ [ann.id]: 100 });
      });

      test.each(['11', '12'])(
        'a room of version %s is replaced: the old one is quiet, and nobody is invited',
        async (version) => {
          const { ann, bot, room, since } = await two({ room_version: version, name: 'Wohnen' });
          const next = await ann.upgrades(room, '12');
          const sync = await bot.sync({ since });
          const tombstone = timeline(sync, room).find(({ type }) => type === 'm.room.tombstone');
          expect(tombstone).toMatchObject({ sender: ann.id, content: { replacement_room: next } });
          expect(sync.rooms?.invite).toBeUndefined();
          expect(await bot.put(room, 't', { msgtype: 'm.text', body: 'x' })).toEqual(refused(403, 'M_FORBIDDEN'));
          expect(await bot.ask('POST', `${v3}/join/${id(next)}`, {})).toEqual(refused(403, 'M_FORBIDDEN'));
          expect((await ann.get(next, 'state/m.room.create/')).body).toMatchObject({ predecessor: { room_id: room } });
          expect((await ann.get(next, 'state/m.room.name/')).body).toEqual({ name: 'Wohnen' });
          await ann.invites(next, bot.id);
          await bot.joins(next);
        },
      );
    });

    describe('what refers to something', () => {
      test('an edit is an event of its own, and stands beside what it edits', async () => {
        const { ann, bot, room, since } = await two();
        const first = await ann.says(room, 'Hallo');
        const edit = await ann.edits(room, first, 'Hallo Welt');
        const foreign = await bot.edits(room, first, 'not mine');
        const events = timeline(await bot.sync({ since }), room);
        expect(events.map(({ event_id }) => event_id)).toEqual([first, edit, foreign]);
        expect(events[1]?.content).toMatchObject({
          'm.new_content': { body: 'Hallo Welt' },
          'm.relates_to': { rel_type: 'm.replace', event_id: first },
        });
        const now = await bot.event(room, first);
        expect(now.content['body']).toBe('Hallo');
        expect(now.unsigned['m.relations']?.['m.replace']).toMatchObject({ event_id: edit, sender: ann.id });
        expect(await bot.reads(room)).toEqual([expect.objectContaining({ body: 'Hallo Welt', isEdited: true })]);
      });

      test('a reaction is there once, can be taken back, and then made again', async () => {
        const { ann, bot, room, since } = await two();
        const first = await bot.says(room, 'Wann?');
        const reaction = await ann.reacts(room, first, '1️⃣');
        await ann.reacts(room, first, '2️⃣');
        await bot.reacts(room, first, '1️⃣');
        expect(
          await ann.put(
            room,
            'twice',
            { 'm.relates_to': { rel_type: 'm.annotation', event_id: first, key: '1️⃣' } },
            'm.reaction',
          ),
        ).toEqual(refused(400, 'M_DUPLICATE_ANNOTATION'));
        await ann.unreacts(room, first, '1️⃣');
        await ann.reacts(room, first, '1️⃣');
        const redaction = timeline(await bot.sync({ since }), room).find(({ type }) => type === 'm.room.redaction');
        expect(redaction).toMatchObject({ sender: ann.id, redacts: reaction, content: { redacts: reaction } });
        expect((await bot.reads(room))[0]?.reactions).toEqual({
          '1️⃣': { [ann.id]: expect.not.stringContaining(reaction), [bot.id]: expect.any(String) },
          '2️⃣': { [ann.id]: expect.any(String) },
        });
      });

      test('what is redacted has no content, and says by what; its edits stay until they are redacted', async () => {
        const { ann, bot, room } = await two();
        const first = await ann.says(room, 'Hallo');
        const edit = await ann.edits(room, first, 'Hallo Welt');
        const redaction = await ann.redacts(room, first, 'Irrtum');
        const gone = await bot.event(room, first);
        expect(gone.content).toEqual({});
        expect(gone.unsigned).toMatchObject({
          redacted_by: redaction,
          redacted_because: { event_id: redaction, sender: ann.id, content: { reason: 'Irrtum' } },
        });
        expect((await bot.event(room, edit)).content['body']).toBe('* Hallo Welt');
        await ann.redacts(room, edit);
        expect((await bot.event(room, edit)).content).toEqual({});
        expect(await bot.reads(room)).toEqual([]);
      });

      test('only a moderator redacts what others said', async () => {
        const { ann, bot, room } = await two();
        const [mine, theirs] = [await ann.says(room, 'a'), await bot.says(room, 'b')];
        expect(await bot.ask('PUT', `${v3}/rooms/${id(room)}/redact/${id(mine)}/r1`, {})).toEqual(
          refused(403, 'M_FORBIDDEN'),
        );
        expect(await bot.ask('PUT', `${v3}/rooms/${id(room)}/redact/${id('$nothing')}/r2`, {})).toEqual(
          refused(404, 'M_NOT_FOUND'),
        );
        await ann.redacts(room, theirs);
        expect(await messages(bot, room)).toEqual(['a']);
      });

      test('what refers to an event can be asked for, newest first', async () => {
        const { ann, bot, room } = await two();
        const root = await bot.says(room, 'root');
        const inThread = [];
        for (const each of ['a', 'b', 'c']) inThread.push(await ann.repliesInThread(room, root, each));
        const reaction = await ann.reacts(room, root, '👍');
        const relations = async (more = '') =>
          (await bot.must('GET', `/_matrix/client/v1/rooms/${id(room)}/relations/${id(root)}${more}`)) as unknown as {
            chunk: Event[];
            next_batch?: string;
          };
        const ids = ({ chunk }: { chunk: Event[] }) => chunk.map(({ event_id }) => event_id);
        expect(ids(await relations())).toEqual([reaction, ...inThread.toReversed()]);
        expect(ids(await relations('/m.thread'))).toEqual(inThread.toReversed());
        expect(ids(await relations('/m.annotation/m.reaction'))).toEqual([reaction]);
        const page = await relations('/m.thread?limit=2');
        expect(ids(page)).toEqual(inThread.slice(1).toReversed());
        expect(ids(await relations(`/m.thread?limit=2&from=${page.next_batch}`))).toEqual(inThread.slice(0, 1));
        expect((await bot.event(room, root)).unsigned['m.relations']?.['m.thread']).toMatchObject({ count: 3 });
        expect(await bot.reads(room)).toMatchObject([
          { body: 'root' },
          { thread: root },
          { thread: root },
          { thread: root },
        ]);
      });

      test('a poll takes every vote, also nonsense and late ones', async () => {
        const { ann, bot, room } = await two();
        const poll = await bot.polls(room, 'Wann?', { mo: 'Montag', di: 'Dienstag' });
        await ann.votes(room, poll, ['mo']);
        await ann.votes(room, poll, ['nonsense', 'di', 'mo']);
        await bot.closes(room, poll);
        await ann.votes(room, poll, ['mo']);
        expect((await ann.reads(room))[0]?.poll).toEqual({
          question: 'Wann?',
          answers: [
            { id: 'mo', text: 'Montag' },
            { id: 'di', text: 'Dienstag' },
          ],
          votes: { [ann.id]: ['di'] },
          isClosed: true,
        });
      });
    });

    describe('files', () => {
      test('what is uploaded comes back as it was, to whoever has an account', async () => {
        const { ann, bot } = await two();
        const bytes = new Uint8Array([0, 1, 2, 255, 10, 13]);
        const mxc = await bot.uploads(bytes, 'text/calendar');
        expect(mxc).toMatch(new RegExp(`^mxc://${grounds.name}/[\\w-]+$`));
        const got = await ann.downloads(mxc);
        expect([[...got.bytes], got.contentType]).toEqual([[...bytes], expect.stringContaining('text/calendar')]);
        const path = `/_matrix/client/v1/media/download/${mxc.slice('mxc://'.length)}`;
        const stranger = await fetch(grounds.url + path);
        expect(stranger.status).toBe(401);
        await stranger.body?.cancel();
      });
    });
  });
