import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Options, Synapse } from '../../src/tools/synapse/index.ts';
import { body } from '../support/district.ts';
import { type MatrixStage, matrixStage, until } from '../support/matrix-stage.ts';
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

  test('votes in Element’s own poll, words, reactions and the web count into the same one vote of each', async () => {
    const { ada, ben, cem, wohnen, tally, web } = await stage();
    await ada.says(wohnen, '!ak umfragen als element');
    await until(it.ours, ({ length }) => length > 1); // the room is connected, and is so
    const on = await poll();
    const own = await ada.sees(wohnen, ({ poll: asked }) => asked !== undefined);
    const answers = (...numbers: readonly number[]) =>
      numbers.map((number) => own.poll?.answers[number - 1]?.id ?? `no answer ${number}`);
    await tally(['0 0 0', '0 0 0']);
    await cem.votes(wohnen, own.id, answers(1, 2));
    await tally(['1 0 0', '1 0 0']);
    await ben.repliesInThread(wohnen, on, '1 vielleicht');
    await tally(['1 1 0', '1 0 0']);
    await web('P-5').clicks('U-1', '2:yes');
    await tally(['1 1 0', '2 0 0']);
    await ada.reacts(wohnen, on, '2️⃣');
    await tally(['1 1 0', '3 0 0']);
    await cem.votes(wohnen, own.id, answers(2)); // all that is now marked
    await tally(['0 1 0', '3 0 0']);
    await cem.repliesInThread(wohnen, on, '1 ja, 2 nein'); // elsewhere, and the last word counts
    await tally(['1 1 0', '2 0 1']);
    await ben.votes(wohnen, own.id, answers(1));
    await tally(['2 0 0', '2 0 1']);
    await cem.votes(wohnen, own.id, []);
    await tally(['1 0 0', '2 0 0']); // nothing marked is no vote
    const [post, ...others] = (await it.ours()).filter(({ body: text }) => /^U-1\b/.test(text));
    expect(post?.body).toContain('abgestimmt');
    expect(others.map(({ poll: asked }) => asked !== undefined)).toEqual([true]);
    await ada.says(wohnen, '!ak umfrage schließen U-1');
    await ada.sees(wohnen, ({ poll: asked }) => asked?.isClosed === true);
  });

  test('an edited command is another vote, and one that is taken back is none', async () => {
    const { ben, wohnen, tally } = await stage();
    await poll();
    await tally(['0 0 0', '0 0 0']);
    const command = await ben.says(wohnen, '!ak stimme U-1 1 ja, 2 nein');
    await tally(['1 0 0', '0 0 1']);
    await ben.edits(wohnen, command, '!ak stimme U-1 1 vielleicht');
    await tally(['0 1 0', '0 0 0']);
    await it.cem.edits(wohnen, command, '!ak stimme U-1 1 nein'); // not his
    await ben.redacts(wohnen, command);
    await tally(['0 0 0', '0 0 0']);
    await nothingTwice();
  });

  const ANSWERS: readonly (readonly [RegExp, string])[] = [
    [/^Öffentlich/m, 'öffentlich'],
    [/^Was fehlt/m, 'Es fehlen Wohnungen.'],
    [/Ist alles richtig/, 'ja'],
    [/^Wurde ein Bedarf/m, 'ja'],
    [/1️⃣ ja/, 'nein'],
  ];
  /** Answers in the thread until that is asked, or all is said; `before` each answer. The answers by their words. */
  const dialog = async (asked: RegExp, before: () => Promise<void> = async () => {}) => {
    const answers = new Map<string, string>();
    for (;;) {
      const [question] = await until(
        async () => (await it.ours()).filter(({ id, body: text }) => !answered.has(id) && /\?|^Ergebnisse/.test(text)),
        ({ length }) => length > 0,
      );
      if (question === undefined || asked.test(question.body)) return answers;
      answered.add(question.id);
      const [, answer] = ANSWERS.find(([asks]) => asks.test(question.body)) ?? [];
      if (answer === undefined) throw new Error(question.body);
      await before();
      const id = await it.ada.repliesInThread(it.wohnen, question.thread ?? question.id, answer, question.id);
      answers.set(answer, id);
    }
  };
  let answered = new Set<string>();
  beforeEach(() => {
    answered = new Set();
  });

  test('a dialog in a thread goes on where it was, however often we begin anew', async () => {
    const { ada, wohnen } = await stage();
    await ada.says(wohnen, '!ak ergebnisse aufnehmen');
    await dialog(/^Ergebnisse/, it.restart);
    expect(answered.size).toBeGreaterThan(8);
    expect(await it.store.read(body).reads.outcomes.byId('E-1')).toMatchObject({ text: 'Es fehlen Wohnungen.' });
    expect(await it.store.read(body).reads.outcomes.byId('E-2')).toBeUndefined();
    await nothingTwice();
  });

  test('an answer that is edited is another, and one that is taken back is asked for anew', async () => {
    const { ada, wohnen } = await stage();
    await ada.says(wohnen, '!ak ergebnisse aufnehmen');
    const said = (await dialog(/Ist alles richtig/)).get('Es fehlen Wohnungen.') ?? 'no such answer';
    const kept = async () => JSON.stringify((await it.store.read(body).reads.dialogs.byId('D-1'))?.answers);
    await ada.edits(wohnen, said, 'Es fehlen vierzig Wohnungen.');
    await until(kept, (answers) => answers.includes('Es fehlen vierzig Wohnungen.'));
    await ada.redacts(wohnen, said);
    await until(kept, (answers) => !answers.includes('Wohnungen'));
    answered.add((await ada.sees(wohnen, /Ist alles richtig/)).id);
    await dialog(/^Ergebnisse/);
    expect(await it.store.read(body).reads.outcomes.byId('E-1')).toMatchObject({ text: 'Es fehlen Wohnungen.' });
    expect(await it.store.read(body).reads.outcomes.byId('E-2')).toBeUndefined();
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
});
