import { afterEach, describe, expect, test } from 'vitest';
import { matrixBot } from '../../src/bots/matrix/index.ts';
import { openDoor } from '../../src/core/handle.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Log } from '../../src/core/ports.ts';
import { save } from '../../src/core/step.ts';
import { documents } from '../../src/documents/index.ts';
import { type RunningLane, runLane } from '../../src/lanes.ts';
import { later } from '../../src/tools/later.ts';
import { body, district } from '../support/district.ts';
import { homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';
import { makeStore } from '../support/stores.ts';

/** A district whose people are on a homeserver, in the room of Wohnen. */
const begin = async () => {
  const server = await homeserver();
  const lotse = server.user('lotse');
  const [ada, ben, kim] = (['ada', 'ben', 'kim'] as const).map((name) => personOn(server.url, server.user(name)));
  if (ada === undefined || ben === undefined || kim === undefined) throw new Error('nobody');
  const made = await makeStore('memory');
  const bugs: unknown[] = [];
  const log: Log = { bug: (_, error) => void bugs.push(error), note: () => {} };
  const time = { now: () => instant('2026-06-15T08:00:00Z') };
  const elsewhere = district.filter(
    (change) =>
      !(change.table === 'account' && change.row.account.connection === 'matrix') &&
      !(change.table === 'place' && change.row.spot.connection === 'matrix'),
  );
  const accounts = [
    [ada.id, 'P-1'],
    [ben.id, 'P-2'],
    [kim.id, 'P-3'],
  ] as const;
  await made.store.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: ok({
      save: [
        ...elsewhere,
        ...accounts.map(([id, person]) => save('account', { account: { connection: 'matrix', id }, person })),
      ],
      posts: [],
    }),
  });
  const door = openDoor({ store: made.store, documents, log, time, can: () => ['own-polls'] });
  const bot = matrixBot({
    connection: 'matrix',
    homeserver: server.url,
    token: lotse.token,
    inviters: ['hs.test'],
    later,
    log,
  });
  await bot.start(door);
  const lane: RunningLane = runLane({ store: made.store, bot, replica: 'r', later, time, log });
  const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await until(() => server.asked.filter(({ path, user }) => path.endsWith('/sync') && user === lotse.id).length > 1);
  const room = await kim.creates({ name: 'Wohnen', invite: [lotse.id, ada.id, ben.id] });
  for (const each of [ada, ben]) await each.joins(room);
  const joined = async () =>
    Object.keys(
      (await kim.must('GET', `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/joined_members`))['joined'] ?? {},
    ).includes(lotse.id);
  await until(joined);
  await kim.says(room, '!ak verbinden Wohnen');
  await kim.sees(room, 'Dieser Raum gehört jetzt zu');
  return {
    ada,
    ben,
    kim,
    room,
    bugs,
    tally: (who: typeof ada, line: string) =>
      who.sees(room, ({ body: said }) => said.startsWith('U-1') && said.includes(line)),
    async end() {
      await lane.stop();
      await bot.stop();
      await server.end();
      await made.end();
    },
  };
};

describe('a date poll as one of Element’s', () => {
  let it: Awaited<ReturnType<typeof begin>>;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });

  test('stands beside the lines where the room wants it, and all ways of voting are one vote', async () => {
    it = await begin();
    const { ada, ben, kim, room, tally } = it;
    await ada.says(room, '!ak umfragen als element');
    await ada.sees(room, 'auch als Umfrage von Element');
    await ada.says(room, '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
    const card = await ada.sees(room, ({ body: said, type }) => type === 'm.room.message' && said.startsWith('U-1'));
    const poll = await ada.sees(room, ({ poll: own }) => own !== undefined);
    expect(poll.poll?.answers.map(({ id }) => id)).toEqual(['1:yes', '2:yes']);

    await ben.votes(room, poll.id, ['1:yes', '2:yes']);
    await tally(ada, '1. Di., 30.06.2026, 14:00 Uhr – 1 ja');
    await ben.votes(room, poll.id, ['2:yes']);
    await tally(ada, '1. Di., 30.06.2026, 14:00 Uhr – 0 ja');
    await ben.repliesInThread(room, card.id, '1 vielleicht');
    await tally(ada, '1. Di., 30.06.2026, 14:00 Uhr – 0 ja, 1 vielleicht');
    await ada.reacts(room, card.id, '2️⃣');
    await tally(ada, '2. Do., 02.07.2026, 10:00 Uhr – 2 ja');
    await ada.unreacts(room, card.id, '2️⃣');
    await tally(ada, '2. Do., 02.07.2026, 10:00 Uhr – 1 ja');
    const last = await kim.votes(room, poll.id, ['1:yes']);
    await tally(ada, '1. Di., 30.06.2026, 14:00 Uhr – 1 ja, 1 vielleicht');
    await kim.redacts(room, last);
    await tally(ada, '1. Di., 30.06.2026, 14:00 Uhr – 0 ja, 1 vielleicht');

    await ada.says(room, '!ak umfrage schließen U-1');
    await ada.sees(room, ({ poll: own }) => own?.isClosed === true);
    expect((await ada.reads(room)).filter(({ poll: own }) => own !== undefined)).toHaveLength(1);
  });

  test('is not there where nobody wanted it', async () => {
    it = await begin();
    const { ada, room } = it;
    await ada.says(room, '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
    await ada.sees(room, /^U-1/);
    expect((await ada.reads(room)).filter(({ poll: own }) => own !== undefined)).toEqual([]);
  });
});
