import { afterEach, expect, test } from 'vitest';
import type { Door } from '../../src/core/ports.ts';
import { person } from '../support/district.ts';
import { type MatrixWorld, matrixWorld, until } from '../support/matrix-world.ts';

let it: MatrixWorld;
let door: Door;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
});
/** Kim, in the room of the steering group on another platform. */
const kim = async (id: string, words: string) =>
  expect(
    (
      await door.receive({
        id,
        kind: 'command',
        by: { connection: 'slack', id: 'kim' },
        at: { connection: 'slack', room: 'lenkung' },
        words,
      })
    ).kind,
  ).toBe('done');
/** Eve belongs to the steering group, which has no room on Matrix, and has never spoken to anybody there. */
const begin = async () => {
  it = await matrixWorld({ extra: person('P-9', 'Eve Ernst', [], { 'org:lenkung': ['delegate'] }) });
  ({ door } = await it.ready());
  await kim('k1', `konto Eve Ernst element ${it.eve.id}`);
};
const chats = async () => Object.keys(await it.eve.invitations());
const room = async (): Promise<string> => {
  await until(async () => (await chats()).length > 0, 'an invitation');
  const [chat = ''] = await chats();
  await it.eve.joins(chat);
  return chat;
};
const told = (chat: string, what: string) =>
  until(async () => (await it.said(chat, it.eve)).some((words) => words.includes(what)), what);

test('who has never spoken is told alone what concerns them, in one room that stays', async () => {
  await begin();
  await kim('k2', 'umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
  const chat = await room();
  await told(chat, 'U-1');
  await it.eve.says(chat, 'aufgaben');
  await until(() => it.commands().length > 0 || it.heard.some(({ kind }) => kind === 'reply'), 'what they say');
  expect(it.heard.at(-1)).toMatchObject({ at: { room: it.eve.id, direct: true } });
  await kim('k3', 'umfrage Di 7.7. 14 Uhr; Do 9.7. 10 Uhr');
  await told(chat, 'U-2');
  expect(await chats()).toEqual([]);
  expect(it.asked().filter((each) => each.includes('createRoom'))).toHaveLength(1);
  expect(await it.reads().places.direct('P-9')).toMatchObject([{ spot: { room: it.eve.id } }]);
});

test('in the room to which they have invited us last', async () => {
  await begin();
  await kim('k2', 'umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
  const first = await room();
  await told(first, 'U-1');
  const second = await it.eve.creates({ is_direct: true, preset: 'trusted_private_chat', invite: [it.account.id] });
  await until(async () => (await it.eve.raw(second)).some(isIn(it.account.id)), 'coming');
  await kim('k3', 'umfrage Di 7.7. 14 Uhr; Do 9.7. 10 Uhr');
  await told(second, 'U-2');
  expect((await it.said(first, it.eve)).join()).not.toContain('U-2');
});

test('who goes is not called again; once they are back, they are told again', async () => {
  await begin();
  await kim('k2', 'umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
  const chat = await room();
  await told(chat, 'U-1');
  await it.eve.leaves(chat);
  await until(() => it.toldOnSlack().length > 0, 'the news');
  await kim('k3', 'umfrage Di 7.7. 14 Uhr; Do 9.7. 10 Uhr');
  await it.pause(600);
  expect(await chats()).toEqual([]);
  const again = await it.eve.creates({ is_direct: true, preset: 'trusted_private_chat', invite: [it.account.id] });
  await until(async () => (await it.reads().places.direct('P-9')).length > 0, 'the place');
  await kim('k4', 'umfrage Di 14.7. 14 Uhr; Do 16.7. 10 Uhr');
  await told(again, 'U-3');
});

test('nobody else reads along: where a third came in, another room is made', async () => {
  await begin();
  await kim('k2', 'umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
  const chat = await room();
  await told(chat, 'U-1');
  await it.eve.invites(chat, it.ben.id);
  await it.ben.joins(chat);
  await kim('k3', 'umfrage Di 7.7. 14 Uhr; Do 9.7. 10 Uhr');
  const other = await room();
  await told(other, 'U-2');
  expect((await it.said(chat, it.eve)).join()).not.toContain('U-2');
});

test('a vote by command is confirmed by a sign, and calls nobody into a room alone', async () => {
  await begin();
  await it.ada.says(it.room, '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
  await until(async () => (await it.said()).some((words) => words.includes('U-1')), 'the poll');
  const vote = await it.ben.says(it.room, '!ak stimme U-1 1 ja');
  const signs = async () =>
    (await it.ben.raw(it.room)).flatMap(({ type, sender, content }) => {
      const relation = (content as { 'm.relates_to'?: { event_id?: string; key?: string } })['m.relates_to'];
      return type === 'm.reaction' && sender === it.account.id && relation?.event_id === vote ? [relation.key] : [];
    });
  await until(async () => (await signs()).length > 0, 'the sign');
  expect(await signs()).toEqual(['✅']);
  expect(Object.keys(await it.ben.invitations())).toEqual([]);
});

const isIn = (user: string) => (event: Readonly<Record<string, unknown>>) =>
  event['state_key'] === user && (event['content'] as { membership?: unknown }).membership === 'join';
