import { afterEach, describe, expect, test } from 'vitest';
import { markIn } from '../../src/bots/matrix/picks.ts';
import { type MatrixWorld, matrixWorld, until } from '../support/matrix-world.ts';

describe('what is nothing but a number', () => {
  test.each([
    ['1', '1️⃣'],
    [' 2. ', '2️⃣'],
    ['10)', '🔟'],
    ['3️⃣', '3️⃣'],
    ['4⃣', '4️⃣'],
    ['🇦', '🇦'],
  ])('%s is the emoji that stands before a choice', (said, mark) => expect(markIn(said)?.mark).toBe(mark));
  test.each(['', '0', '11', '1 ja', 'ja', '1,5', 'Punkt 1', '👍', '2026'])('%j is none', (said) =>
    expect(markIn(said)).toBeUndefined(),
  );
});

describe('a number instead of the word that it stands before', () => {
  let it: MatrixWorld;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const alone = async () => {
    it = await matrixWorld();
    await it.ready();
    const room = await it.ada.creates({
      is_direct: true,
      preset: 'trusted_private_chat',
      invite: [it.account.id],
    });
    const members = async () => (await it.ada.raw(room)).filter(({ type }) => type === 'm.room.member').length;
    await until(async () => (await members()) > 2, 'the bot comes');
    await it.ada.says(room, 'ergebnisse aufnehmen Wohnen');
    await it.ada.sees(room, '1️⃣ ja · 2️⃣ nein');
    return room;
  };

  test('alone with us it answers the question that was asked last', async () => {
    const room = await alone();
    await it.ada.says(room, '1');
    await it.ada.sees(room, '1️⃣ öffentlich · 2️⃣ nichtöffentlich');
    await it.ada.says(room, '2️⃣');
    await it.ada.sees(room, 'Welches Ziel?');
    await it.ada.says(room, '7');
    await it.ada.sees(room, 'Noch ein Ziel?'); // where nothing is chosen a number is an answer as any other
  });

  test('in a room it answers what it replies to, and is talk otherwise', async () => {
    it = await matrixWorld();
    await it.ready();
    await it.ada.says(it.room, '!ak sitzung am Di 30.6. 14 Uhr');
    const { id } = await it.ada.sees(it.room, '1️⃣ ja, ich komme');
    await it.ben.says(it.room, '1');
    await it.ben.replies(it.room, id, '3');
    await it.ben.sees(it.room, /0 ja, 0 vielleicht, 1 nein/);
    await it.ada.repliesInThread(it.room, id, '1');
    await it.ada.sees(it.room, /1 ja, 0 vielleicht, 1 nein/);
  });
});
