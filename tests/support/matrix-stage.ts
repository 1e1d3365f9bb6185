import { randomUUID } from 'node:crypto';
import { matrixBot } from '../../src/bots/matrix/index.ts';
import { webBot } from '../../src/bots/web/index.ts';
import { openDoor } from '../../src/core/handle.ts';
import { WEB, webNameOf, webRoomOf } from '../../src/core/model/access.ts';
import type { PersonId } from '../../src/core/model/place.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Log } from '../../src/core/ports.ts';
import type { Change } from '../../src/core/step.ts';
import { documents } from '../../src/documents/index.ts';
import { runLane } from '../../src/lanes.ts';
import { webActor } from '../../src/story/web-actor.ts';
import { later } from '../../src/tools/later.ts';
import { personOn } from '../../src/tools/matrix/people.ts';
import type { Seen } from '../../src/tools/matrix/room.ts';
import type { Synapse } from '../../src/tools/synapse/index.ts';
import { body, district, person, room } from './district.ts';
import { makePostgres } from './stores.ts';

const PATIENCE_MS = 60_000;
const BREATH_MS = 25;
const ANSWERS_MS = 300;
const MATRIX = 'matrix';
const BESIDE = 'matrix-beside';
/** `begun`: with a process of ours. `inviters`: who may invite us; `beside`: some of the group are on that one instead. */
type Given = { connected?: boolean; begun?: boolean; inviters?: readonly string[]; beside?: Synapse };
export const until = async <T>(
  look: () => Promise<T>,
  is: (found: T) => boolean,
  patience = PATIENCE_MS,
): Promise<T> => {
  for (const end = Date.now() + patience; ; await new Promise((resolve) => setTimeout(resolve, BREATH_MS))) {
    const found = await look();
    if (is(found)) return found;
    if (Date.now() > end) throw new Error(`it stays: ${JSON.stringify(found, null, 1)}`);
  }
};

/** The Arbeitskreis Wohnen in a room on a homeserver and in a room on the web, and a process of ours that can end and begin. */
export const matrixStage = async (
  server: Synapse,
  { connected = true, begun = true, inviters = [server.name], beside }: Given = {},
) => {
  const made = await makePostgres();
  const { postgres: store } = made;
  const bugs: unknown[] = [];
  const log: Log = { bug: (cause, error) => void bugs.push([cause, error]), note: () => {} };
  const clock = { now: '2026-06-15T08:00:00Z' };
  const time = { now: () => instant(clock.now) };
  const us = await server.user('lotse');
  const [ada, ben, cem] = [
    personOn(server.url, await server.user('ada')),
    personOn(server.url, await server.user('ben')),
    personOn(server.url, await server.user('cem')),
  ];
  const there = beside && {
    us: await beside.user('lotse'),
    ada: personOn(beside.url, await beside.user('ada')),
    dora: personOn(beside.url, await beside.user('dora')),
  };
  const onWeb = (id: PersonId): string => webNameOf(body, id);
  const chair = { 'org:wohnen': ['chair'], 'org:lenkung': ['coordinator'] } as const;
  const member = { 'org:wohnen': ['member'] } as const;
  const both = (id: PersonId, on: string) =>
    [
      [MATRIX, on],
      [WEB, onWeb(id)],
    ] as const;
  const rows: readonly Change[] = [
    ...district.filter(({ table }) => !['place', 'account', 'membership', 'person'].includes(table)),
    ...person('P-1', 'Ada Amann', both('P-1', ada.id), chair),
    ...person('P-2', 'Ben Braun', both('P-2', ben.id), member),
    ...person('P-3', 'Cem Can', [[MATRIX, cem.id]], member),
    ...(there === undefined
      ? []
      : [
          ...person('P-1', 'Ada Amann', [[BESIDE, there.ada.id]], {}),
          ...person('P-6', 'Dora Dietz', [[BESIDE, there.dora.id]], member),
        ]),
    ...person('P-5', 'Lea Lang', [[WEB, onWeb('P-5')]], member),
    room('R-1', 'org:wohnen', WEB, webRoomOf(body, 'org:wohnen')),
  ];
  await store.ledger.commit({ body, cause: 'import', expect: [], decision: ok({ save: rows, posts: [] }) });

  /** A process: what it only had in its head ends with it. */
  const begin = async () => {
    const replica = randomUUID();
    const door = openDoor({ store, documents, time, log, can: (on) => (on === WEB ? [] : ['own-polls', 'space']) });
    const web = webBot({
      connection: WEB,
      rooms: store.webRooms,
      time,
      log,
      random: randomUUID,
      address: { origins: ['http://lotse.test'], base: '', secure: false },
      key: 'a key for tests',
      patient: true,
      trial: async (id) => ({
        account: { connection: WEB, id: onWeb(id as PersonId) },
        body,
        name: id,
        language: 'de',
        base: `/as/${id}`,
      }),
    });
    const matrix = (connection: string, { url, name }: Synapse, { token }: { token: string }) =>
      matrixBot({
        connection,
        homeserver: url,
        token,
        inviters: connection === MATRIX ? inviters : [name],
        later,
        log,
      });
    const bots = [matrix(MATRIX, server, us), ...(beside && there ? [matrix(BESIDE, beside, there.us)] : []), web];
    for (const bot of bots) await bot.start(door);
    const lanes = bots.map((bot) => runLane({ store, bot, replica, later, time, log }));
    return {
      door,
      serve: web.serve,
      async stop() {
        for (const lane of lanes) await lane.stop();
        for (const bot of bots) await bot.stop();
      },
    };
  };
  let process: Awaited<ReturnType<typeof begin>> | undefined = begun ? await begin() : undefined;
  const stop = async (): Promise<void> => {
    await process?.stop();
    process = undefined;
  };
  const up = async (): Promise<void> => {
    process ??= await begin();
  };

  const pages = webActor({
    rooms: store.webRooms,
    body,
    serve: async (request) => (await process?.serve(request)) ?? new Response(null, { status: 503 }),
    origin: 'http://lotse.test',
  });
  const webRoom = webRoomOf(body, 'org:wohnen');
  const web = (id: PersonId) => {
    const act = async (more: object) =>
      pages.act({ event: randomUUID(), user: onWeb(id), room: webRoom, ...more } as Parameters<typeof pages.act>[0]);
    return {
      types: (text: string) => act({ type: 'typed', text }),
      /** On the newest message there that says it. */
      async clicks(says: string, button: string) {
        const found = await until(
          async () => (await pages.messages()).findLast(({ room: at, text }) => at === webRoom && text.includes(says)),
          (message) => message !== undefined,
        );
        await act({ type: 'clicked', on: found?.id, button });
      },
    };
  };

  const connect = async (by: typeof ada, at: string): Promise<void> => {
    await by.says(at, '!ak verbinden Wohnen');
    await by.sees(at, 'Dieser Raum gehört jetzt zu');
  };
  const wohnen = await ada.creates({ name: 'Wohnen', invite: [us.id, ben.id, cem.id] });
  for (const each of [ben, cem]) await each.joins(wohnen);
  if (begun) await comes(ada, us.id, wohnen);
  if (connected && begun) await connect(ada, wohnen);
  const besides = there && {
    ...there,
    room: await there.ada.creates({ name: 'Wohnen', invite: [there.us.id, there.dora.id] }),
  };
  if (besides !== undefined) {
    await besides.dora.joins(besides.room);
    await comes(besides.ada, besides.us.id, besides.room);
    await connect(besides.ada, besides.room);
  }

  const ours = async (): Promise<readonly Seen[]> => (await ada.reads(wohnen)).filter(({ sender }) => sender === us.id);
  return {
    server,
    store,
    us,
    bugs,
    clock,
    ada,
    ben,
    cem,
    wohnen,
    web,
    onWeb,
    /** The same group on the other server. */
    beside: besides,
    webSays: async () => (await pages.messages()).filter(({ room: at }) => at === webRoom).map(({ text }) => text),
    door: () => process?.door,
    /** What we have said in the room on Matrix. */
    ours,
    /** How often each line of the poll was marked, as it says itself: yes, if need be, no. */
    async tally(is: readonly string[]): Promise<void> {
      const lines = async () => tallyIn((await ours()).find(({ body: text }) => text.startsWith('U-1'))?.body);
      await until(lines, (found) => JSON.stringify(found) === JSON.stringify(is));
    },
    /** From now on nothing that is said is missed. */
    listens: () =>
      until(
        () =>
          store.database.$queryRawUnsafe<unknown[]>(
            `select 1 from "Shelf" where connection = $1 and key = 'since'`,
            MATRIX,
          ),
        ({ length }) => length > 0,
      ),
    stop,
    up,
    async restart() {
      await stop();
      await up();
    },
    async end() {
      await stop();
      await new Promise((resolve) => setTimeout(resolve, ANSWERS_MS)); // answers go out by themselves
      await made.end();
    },
  };
};
export type MatrixStage = Awaited<ReturnType<typeof matrixStage>>;
const isJoin = (user: string) => (event: Readonly<Record<string, unknown>>) =>
  event['type'] === 'm.room.member' &&
  event['state_key'] === user &&
  (event['content'] as { membership?: unknown }).membership === 'join';
/** Somebody has invited them, and they come. */
export const comes = (by: Pick<MatrixStage['ada'], 'raw'>, who: string, at: string) =>
  until(
    async () => (await by.raw(at)).filter(isJoin(who)).length,
    (joins) => joins > 0,
  );
/** What each line of a poll says of itself: yes, if need be, no. */
export const tallyIn = (text = ''): readonly string[] =>
  [...text.matchAll(/ – (\d+) ja, (\d+) vielleicht, (\d+) nein/g)].map(([, ...counts]) => counts.join(' '));
/** Alone with us. */
export const aloneWith = async ({ us, store }: MatrixStage, who: MatrixStage['ben'], id: PersonId) => {
  const chat = await who.creates({ is_direct: true, preset: 'trusted_private_chat', invite: [us.id] });
  await comes(who, us.id, chat);
  await who.says(chat, 'aufgaben');
  await until(
    async () => store.read(body).reads.places.direct(id),
    ({ length }) => length > 0,
  );
  return chat;
};
