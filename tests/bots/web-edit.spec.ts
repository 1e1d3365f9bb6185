import { afterEach, describe, expect, test } from 'vitest';
import { texts } from '../../src/core/texts/index.ts';
import { body } from '../support/district.ts';
import { attribute, elements, hasClass, textOf } from '../support/html.ts';
import { type Browser, hidden, type Page, type WebWorld, webWorld } from '../support/web.ts';

const { web: de } = texts.de;
const OPEN = '/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';

describe('one’s own message', () => {
  let it: WebWorld;
  afterEach(async () => {
    await it?.end();
    expect(it?.bugs).toEqual([]);
  });
  const open = async (by: Browser, room = 'org:wohnen') => by.get(`/r/${room}`);
  const messageIn = (page: Page, n: string) => {
    const found = elements(page.dom).find((each) => attribute(each, 'id') === `m${n}`);
    if (found === undefined) throw new Error(`no message ${n}`);
    return found;
  };
  const wordsOf = (page: Page, n: string) => {
    const found = elements(messageIn(page, n)).find((each) => hasClass(each, 'body'));
    return found && textOf(found);
  };
  /** What the page's own form would send; a name of its own each time, as the page makes it. */
  const formOf = (page: Page, n: string) => {
    const fields = hidden(page, '/edit', `"n":"${n}"`);
    return { ...fields, event: it.next() };
  };
  const standing = async (text: string, room = 'org:wohnen') => {
    const ben = await it.enter('Ben Braun');
    await ben.say(text, { room });
    return { ben, n: '1' };
  };

  test('is changed and taken away by a form on the page, and everybody sees that it was', async () => {
    it = await webWorld();
    const { ben, n } = await standing('Um drei');
    const ada = await it.enter('Ada Amann');
    const hers = await open(ada);
    expect(() => formOf(hers, n)).toThrow('no form');
    expect(textOf(messageIn(hers, n))).not.toContain(de.edited);
    const { status } = await ben.post('/edit', { ...formOf(await open(ben), n), text: 'Um vier' });
    expect(status).toBe(303);
    expect(wordsOf(await open(ada), n)).toBe('Um vier');
    expect(textOf(messageIn(await open(ada), n))).toContain(de.edited);
    await ben.post('/edit', { ...formOf(await open(ben), n), text: 'Um vier', remove: 'yes' });
    expect(wordsOf(await open(ada), n)).toBe(de.removed);
    const his = await open(ben);
    expect(() => formOf(his, n)).toThrow('no form');
  });

  test('made from words that are no longer there, a change is refused, and nothing typed is lost', async () => {
    it = await webWorld();
    const { ben, n } = await standing('Um drei');
    const first = formOf(await open(ben), n);
    await ben.post('/edit', { ...first, text: 'Um vier' });
    await ben.post('/edit', { ...formOf(await open(ben), n), text: 'Um fünf' });
    for (const sent of [
      { ...first, text: 'Um vier' },
      { ...first, event: it.next(), text: 'Um sechs' },
      { room: 'org:wohnen', n, event: it.next(), text: 'Um sechs' },
    ]) {
      const page = await ben.post('/edit', sent);
      expect(page.status).toBe(422);
      expect(page.text).toContain(de.editedSince);
      expect(page.text).toContain(sent.text);
      expect(wordsOf(await open(ben), n)).toBe('Um fünf');
    }
    // what was typed stands in a form of its own, and may now be meant
    const page = await ben.post('/edit', { ...first, event: it.next(), text: 'Um sechs' });
    await ben.post('/edit', { ...formOf({ ...page, dom: answerOf(page) }, n), text: 'Um sechs' });
    expect(wordsOf(await open(ben), n)).toBe('Um sechs');
  });
  const answerOf = (page: Page) =>
    elements(page.dom).find((each) => attribute(each, 'id') === 'answer') as unknown as Page['dom'];

  test('the same change sent twice counts once, and is no mistake', async () => {
    it = await webWorld();
    const { ben, n } = await standing('Um drei');
    const sent = { ...formOf(await open(ben), n), text: 'Um vier' };
    expect([(await ben.post('/edit', sent)).status, (await ben.post('/edit', sent)).status]).toEqual([303, 303]);
    expect(wordsOf(await open(ben), n)).toBe('Um vier');
  });

  test('that was a vote stays as it is when the change cannot be read as one', async () => {
    it = await webWorld();
    const ada = await it.enter('Ada Amann');
    await ada.say(OPEN);
    await it.deliver();
    const ben = await it.enter('Ben Braun');
    await ben.say('1 ja', { under: '1' });
    const vote = async () => (await it.store.read(body).reads.ballots.by('P-2', 'U-1'))?.marks;
    const before = await vote();
    expect(before).toMatchObject([{ option: 1, fits: 'yes' }]);
    const page = await ben.post('/edit', { ...formOf(await open(ben), '2'), text: 'Morgen vielleicht' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Morgen vielleicht');
    expect(wordsOf(await open(ben), '2')).toBe('1 ja');
    expect(await vote()).toEqual(before);
    await ben.post('/edit', { ...formOf(await open(ben), '2'), text: '1 nein' });
    expect(await vote()).toMatchObject([{ option: 1, fits: 'no' }]);
  });

  test('changed in two windows at once: the vote is what stands in the message', async () => {
    it = await webWorld();
    const ada = await it.enter('Ada Amann');
    await ada.say(OPEN);
    await it.deliver();
    const ben = await it.enter('Ben Braun');
    await ben.say('1 ja', { under: '1' });
    const said = { '1 nein': 'no', '1 vielleicht': 'if-need-be' } as const;
    for (let round = 0; round < 6; round += 1) {
      const form = formOf(await open(ben), '2');
      const answers = await Promise.all(
        Object.keys(said).map((text) => ben.post('/edit', { ...form, event: it.next(), text })),
      );
      expect(answers.map(({ status }) => status).filter((status) => status === 303).length).toBeLessThanOrEqual(1);
      const words = wordsOf(await open(ben), '2') as keyof typeof said;
      expect((await it.store.read(body).reads.ballots.by('P-2', 'U-1'))?.marks).toMatchObject([{ fits: said[words] }]);
      await ben.post('/edit', { ...formOf(await open(ben), '2'), text: '1 ja' });
    }
  });

  test('that has done something which stays done: only the words change, and the page says so', async () => {
    it = await webWorld();
    const { ben, n } = await standing('hilfe', 'P-2');
    const page = await ben.post('/edit', { ...formOf(await open(ben, 'P-2'), n), text: 'umfragen' });
    expect(page.text).toContain(de.onlyWords);
    expect(wordsOf(await open(ben, 'P-2'), n)).toBe('umfragen');
    await ben.say('Um drei');
    const talk = await open(ben);
    const own = elements(talk.dom)
      .map((each) => attribute(each, 'data-n'))
      .findLast((each) => each !== undefined);
    const changed = await ben.post('/edit', { ...formOf(talk, own ?? ''), text: OPEN });
    expect(changed.text).toContain(de.onlyWords);
    expect(await it.store.read(body).reads.polls.byId('U-1')).toBeUndefined();
  });
});
