import { afterEach, beforeEach, expect, test } from 'vitest';
import { body, direct } from '../support/district.ts';
import { type World, world } from '../support/world.ts';

let it: World;
beforeEach(async () => {
  it = await world('memory', [direct('R-31', 'P-2', 'matrix', 'D-ben')]);
  await it.done(it.ada.types('!ak sitzung am Wohnen Di 16.6. 14–15 Uhr'));
});
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
});
const reads = () => it.store.read(body).reads;
const reply = async () => (await reads().rsvps.by('P-2', 'S-1'))?.reply;
const benUnderTheCard = () => it.ben.in({ room: '!wohnen', thread: it.message('matrix', '# S-1') });

test('a choice that is typed in the thread of its card counts, as a reply to the card does', async () => {
  await it.done(benUnderTheCard().types('vielleicht'));
  expect(await reply()).toBe('maybe');
  await it.done(benUnderTheCard().types(' Ja, ich komme '));
  expect(await reply()).toBe('yes');
});

test.each(['ja klar, aber wer noch?', 'Wir sehen uns!', 'nein'])('talk in a thread is talk: %s', async (words) => {
  const there = words === 'nein' ? { room: '!wohnen', thread: 'a message of somebody' } : undefined;
  const answer = await (there === undefined ? benUnderTheCard() : it.ben.in(there)).types(words);
  expect(answer).toEqual({ kind: 'done' });
  expect(await reply()).toBeUndefined();
});

test('alone with us all words in a thread are for us', async () => {
  await it.until('2026-06-16T13:30:00Z');
  const asked = it.message('slack', 'stattgefunden', 'D-ada');
  const alone = it.adaAlone.in({ room: 'D-ada', direct: true, thread: asked });
  expect(JSON.stringify(await alone.types('ja'))).toContain('Wer war da');
});
