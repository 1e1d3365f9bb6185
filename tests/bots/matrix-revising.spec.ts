import { afterEach, expect, test } from 'vitest';
import { type MatrixWorld, matrixWorld, until } from '../support/matrix-world.ts';

let it: MatrixWorld;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
});
/** What the bot has sent there, as the server has it: with what each hangs on. */
const sent = async () => (await it.ada.raw(it.room)).filter(({ sender }) => sender === it.account.id);
const hangsOn = (event: Readonly<Record<string, unknown>>): unknown => {
  const { 'm.relates_to': on = {} } = event['content'] as { 'm.relates_to'?: Record<string, unknown> };
  return on['event_id'] ?? (on['m.in_reply_to'] as Record<string, unknown> | undefined)?.['event_id'];
};
const tally = (is: RegExp) => until(async () => (await it.said()).some((text) => is.test(text)), `${is}`);
const polled = async (): Promise<string> => {
  it = await matrixWorld();
  await it.ready();
  await it.ada.says(it.room, '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
  return (await it.ada.sees(it.room, 'U-1')).id;
};

test('a vote that is edited or taken back shows on the poll, and nobody is written to for that', async () => {
  const poll = await polled();
  const said = await it.ben.replies(it.room, poll, '1 ja');
  await tally(/14:00.* 1 ja/);
  const edit = await it.ben.edits(it.room, said, '1 nein');
  await tally(/14:00.* 0 ja, 0 vielleicht, 1 nein/);
  const gone = await it.ben.redacts(it.room, said);
  await tally(/noch niemand/);
  await it.ben.reacts(it.room, poll, '1️⃣');
  await tally(/14:00.* 1 ja/);
  const back = await it.ben.unreacts(it.room, poll, '1️⃣');
  await until(async () => /noch niemand/.test((await it.said())[0] ?? ''), 'the vote is taken back');
  await it.pause(200);
  // nobody sees what hangs on an edit, or on a message that is gone
  for (const each of await sent()) expect([edit, gone, back]).not.toContain(hangsOn(each));
  expect(await it.ben.invitations()).toEqual({});
});

test('what cannot be edited any more is said below the message, and what cannot be taken back, alone', async () => {
  const poll = await polled();
  const said = await it.ben.replies(it.room, poll, '1 ja');
  await tally(/14:00.* 1 ja/);
  await it.ada.says(it.room, '!ak umfrage schließen U-1');
  await tally(/Umfrage ist geschlossen/);
  await it.ben.edits(it.room, said, '2 ja');
  const { replyTo } = await it.ben.sees(it.room, 'schon geschlossen');
  expect(replyTo).toBe(said);
  await it.ben.redacts(it.room, said);
  await until(async () => Object.keys(await it.ben.invitations()).length === 1, 'it is said alone');
});

test('a command is not run again when it is edited, and whoever corrects a slip so reads what to do', async () => {
  it = await matrixWorld();
  await it.ready();
  const slip = await it.ada.says(it.room, '!ak sitzng am Di 30.6. 14 Uhr');
  await it.ada.sees(it.room, 'kenne ich nicht');
  await it.ada.edits(it.room, slip, '!ak sitzung am Di 30.6. 14 Uhr');
  const { replyTo } = await it.ada.sees(it.room, 'Diese Änderung bewirkt nichts');
  expect(replyTo).toBe(slip);
  const talk = await it.ada.says(it.room, 'Guten Morgen');
  await it.ada.edits(it.room, talk, 'Guten Tag');
  await it.pause(200);
  expect(await it.said()).toHaveLength(2);
});
