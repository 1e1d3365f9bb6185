import { afterEach, expect, test } from 'vitest';
import { type MatrixWorld, matrixWorld, until } from '../support/matrix-world.ts';

let it: MatrixWorld;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
});
/** Of each kind, how many; the ids in their paths are all alike. */
const counted = (asked: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const each of asked) {
    const kind = each
      .replace('/_matrix/client/v3/', '')
      .split('/')
      .map((part) => (/^[!$@]|^gl\./.test(part) ? '…' : part))
      .join('/');
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
};
const words = ['!ak umfragen als element', '!ak umfragen als text'];

test('a room that we know is asked for nothing: a command is one answer, and one question for news', async () => {
  it = await matrixWorld();
  await it.ready();
  const many = 12;
  const answers = async () => (await it.said()).length;
  await it.ada.says(it.room, words[0] ?? '');
  await until(async () => (await answers()) === 1, 'the first answer');
  const from = it.server.asked.length;
  for (let n = 0; n < many; n += 1) {
    await it.ada.says(it.room, words[n % 2] ?? '');
    await it.ben.says(it.room, 'Danke!'); // what is not for us costs nothing more
    await until(async () => (await answers()) === n + 2, 'an answer');
  }
  const { 'GET sync': polls = 0, ...others } = counted(it.asked(from));
  expect(others).toEqual({ 'PUT rooms/…/send/m.room.message/…': many });
  expect(polls).toBeLessThanOrEqual(3 * many + 1); // a command, what the other says, and our own answer come by themselves
});

test('a vote is a ✅ or the poll’s new tally, and asks nothing of the server beside', async () => {
  it = await matrixWorld();
  await it.ready();
  await it.ada.says(it.room, '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
  const { id: poll } = await it.ada.sees(it.room, 'U-1');
  const tally = (is: string) => until(async () => (await it.said()).some((text) => text.includes(is)), is);
  await it.ada.repliesInThread(it.room, poll, '1 ja');
  await tally('1 ja, 0 vielleicht, 0 nein');
  const from = it.server.asked.length;
  await it.ben.repliesInThread(it.room, poll, '1 ja');
  await tally('2 ja, 0 vielleicht, 0 nein');
  await it.ben.reacts(it.room, poll, '2️⃣');
  await until(async () => (await it.said()).some((text) => /10:00.*1 ja/.test(text)), 'the reaction');
  await it.pause(200);
  const { 'GET sync': _, ...others } = counted(it.asked(from));
  expect(others).toEqual({ 'PUT rooms/…/send/m.room.message/…': 2, 'PUT rooms/…/send/m.reaction/…': 1 });
});
