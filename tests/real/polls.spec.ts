import { afterEach, expect, test } from 'vitest';
import type { Options, Synapse } from '../../src/tools/synapse/index.ts';
import { body } from '../support/district.ts';
import { aloneWith, type MatrixStage, matrixStage, until } from '../support/matrix-stage.ts';
import { describeReal, synapse } from '../support/synapse.ts';

const POLL = '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr bis: 25.6. 12 Uhr';

describeReal('in Matrix rooms on a Synapse', () => {
  let server: (Synapse & { end(): Promise<void> }) | undefined;
  let it: MatrixStage;
  const stage = async (options?: Options & { connected?: boolean }) => {
    server = await synapse(options);
    it = await matrixStage(server, options);
    return { ...it, server };
  };
  afterEach(async () => {
    await it?.end();
    await server?.end();
    expect(it.bugs).toEqual([]);
  });
  const poll = async (): Promise<string> => {
    await it.ada.says(it.wohnen, POLL);
    return (await it.ada.sees(it.wohnen, 'U-1')).id;
  };
  /** Nothing of ours stands there twice. */
  const nothingTwice = async () => {
    const said = (await it.ours()).map(({ body: text, thread }) => `${thread} ${text}`);
    expect(said).toEqual([...new Set(said)]);
  };

  test('a poll takes words, reactions and what was marked on the web, and each person has one vote', async () => {
    const { ben, cem, wohnen, tally, web } = await stage();
    const on = await poll();
    await tally(['0 0 0', '0 0 0']);
    const words = await ben.repliesInThread(wohnen, on, '1 ja, 2 vielleicht');
    await tally(['1 0 0', '0 1 0']);
    await cem.reacts(wohnen, on, '1️⃣');
    await tally(['2 0 0', '0 1 0']);
    await web('P-5').clicks('U-1', '2:yes');
    await tally(['2 0 0', '1 1 0']);
    await cem.unreacts(wohnen, on, '1️⃣');
    await tally(['1 0 0', '1 1 0']);
    await ben.edits(wohnen, words, '1 nein');
    await tally(['0 0 1', '1 0 0']);
    await ben.redacts(wohnen, words);
    await tally(['0 0 0', '1 0 0']);
    await ben.repliesInThread(wohnen, on, '1 ja');
    await tally(['1 0 0', '1 0 0']);
    await web('P-2').clicks('U-1', '1:if-need-be'); // the same person elsewhere
    await tally(['0 1 0', '1 0 0']);
    await cem.replies(wohnen, on, '2 ja');
    await tally(['0 1 0', '2 0 0']);
    await cem.reacts(wohnen, on, '2️⃣');
    await cem.says(wohnen, '!ak stimme U-1 1 nein');
    await tally(['0 1 1', '2 0 0']);
    const [post, ...others] = (await it.ours()).filter(({ body: text }) => text.startsWith('U-1'));
    expect(others).toEqual([]);
    expect(post?.body).toContain('3 Personen haben abgestimmt');
    expect((await it.webSays()).filter((text) => text.startsWith('U-1'))).toHaveLength(1);
  });

  test('a dialog in a thread goes on where it was, however often we begin anew', async () => {
    const { ada, wohnen } = await stage();
    await ada.says(wohnen, '!ak ergebnisse aufnehmen');
    const answers: readonly (readonly [RegExp, string])[] = [
      [/^Öffentlich/m, 'öffentlich'],
      [/^Was fehlt/m, 'Es fehlen Wohnungen.'],
      [/Ist alles richtig/, 'ja'],
      [/^Wurde ein Bedarf/m, 'ja'],
      [/1️⃣ ja/, 'nein'],
    ];
    const answered = new Set<string>();
    for (;;) {
      const [question] = await until(
        async () => (await it.ours()).filter(({ id, body: text }) => !answered.has(id) && /\?|^Ergebnisse/.test(text)),
        ({ length }) => length > 0,
      );
      if (question === undefined || question.body.startsWith('Ergebnisse')) break;
      answered.add(question.id);
      const [, answer] = answers.find(([asks]) => asks.test(question.body)) ?? [];
      if (answer === undefined) throw new Error(question.body);
      await it.restart();
      await ada.repliesInThread(wohnen, question.thread ?? question.id, answer, question.id);
    }
    expect(answered.size).toBeGreaterThan(8);
    expect(await it.store.read(body).reads.outcomes.byId('E-1')).toMatchObject({ text: 'Es fehlen Wohnungen.' });
    expect(await it.store.read(body).reads.outcomes.byId('E-2')).toBeUndefined();
    await nothingTwice();
  });

  test('a Synapse that is killed in the middle of a poll loses and doubles nothing', async () => {
    const { ben, cem, wohnen, tally, web, server: synapseThere } = await stage();
    const on = await poll();
    await Promise.all([ben.repliesInThread(wohnen, on, '1 ja'), cem.reacts(wohnen, on, '1️⃣')]);
    await synapseThere.dies();
    await web('P-5').clicks('U-1', '2:yes');
    await synapseThere.up();
    await ben.repliesInThread(wohnen, on, '2 vielleicht');
    await tally(['2 0 0', '1 1 0']);
    await cem.unreacts(wohnen, on, '1️⃣');
    await tally(['1 0 0', '1 1 0']);
    await nothingTwice();
  });

  test('what is said while we are away is heard once, in order, and none of it is passed over', async () => {
    const { ada, ben, wohnen } = await stage();
    await ada.says(wohnen, '!ak sitzung am Wohnen Di 30.6. 14 Uhr');
    await ada.sees(wohnen, 'S-1');
    await it.stop();
    const titles = Array.from({ length: 40 }, (_, n) => `Punkt ${n + 1}`);
    for (const title of titles) {
      await ben.says(wohnen, `!ak top S-1 ${title}`);
      if (title.endsWith('0')) for (let n = 0; n < 5; n += 1) await ada.says(wohnen, 'Sehr gut!'); // more than one batch holds
    }
    await it.up();
    const agenda = async () => (await it.store.read(body).reads.meetings.byId('S-1'))?.agenda.map(({ title }) => title);
    expect(await until(agenda, (found) => found?.at(-1) === 'Punkt 40')).toEqual(titles);
    await ben.sees(wohnen, '40. Punkt 40');
    await nothingTwice();
  });

  test('where Synapse lets nobody send fast, reminders arrive one after the other, none twice', async () => {
    const { ben } = await stage({ limits: 'shipped', connected: false });
    const chat = await aloneWith(it, ben, 'P-2');
    const many = 12; // more than may be sent at once
    for (let n = 0; n < many; n += 1)
      await it.web('P-1').types('/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr bis: 16.6. 12 Uhr');
    it.clock.now = '2026-06-16T06:00:00Z';
    await it.door()?.receive({ id: 'tick', kind: 'tick', job: 'polls' });
    const reminders = async () =>
      (await ben.reads(chat))
        .filter(({ body: text }) => text.includes('Terminumfrage'))
        .map(({ body: text }) => /U-\d+/.exec(text)?.[0]);
    const found = await until(reminders, ({ length }) => length >= many);
    expect(found.toSorted()).toEqual(Array.from({ length: many }, (_, n) => `U-${n + 1}`).toSorted());
  });
});
