import { afterEach, expect, test } from 'vitest';
import { type MatrixStage, matrixStage, tallyIn, until } from '../support/matrix-stage.ts';
import { describeReal, synapses } from '../support/synapse.ts';

describeReal('a group on two Synapses that are closed to each other, and on the web', () => {
  let end: (() => Promise<void>) | undefined;
  let it: MatrixStage;
  afterEach(async () => {
    await it?.end();
    await end?.();
    expect(it.bugs).toEqual([]);
  });

  test('votes as one', async () => {
    const made = await synapses(2);
    end = made.end;
    const [near, far] = made.servers;
    if (near === undefined || far === undefined) throw new Error('two are needed');
    it = await matrixStage(near, { beside: far });
    const { ada, ben, wohnen, beside, web } = it;
    if (beside === undefined) throw new Error('nobody is on the other one');
    const pollIn = async (by: typeof ada, room: string) =>
      (await by.reads(room)).filter(({ body: text }) => text.startsWith('U-1'));
    /** Everywhere the same, and once. */
    const tally = (is: readonly string[]) =>
      until(
        async () => {
          const [here, there] = [await pollIn(ada, wohnen), await pollIn(beside.ada, beside.room)];
          const onWeb = (await it.webSays()).filter((text) => text.startsWith('U-1'));
          return [here.map(({ body: text }) => text), there.map(({ body: text }) => text), onWeb];
        },
        (places) => places.every((all) => all.length === 1 && JSON.stringify(tallyIn(all[0])) === JSON.stringify(is)),
      );

    await ada.says(wohnen, '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr bis: 25.6. 12 Uhr');
    await tally(['0 0 0', '0 0 0']);
    const [on = '', there = ''] = [...(await pollIn(ada, wohnen)), ...(await pollIn(beside.ada, beside.room))].map(
      ({ id }) => id,
    );
    await ben.repliesInThread(wohnen, on, '1 ja, 2 vielleicht');
    await tally(['1 0 0', '0 1 0']);
    await beside.dora.reacts(beside.room, there, '1️⃣');
    await tally(['2 0 0', '0 1 0']);
    await web('P-5').clicks('U-1', '2:yes');
    await tally(['2 0 0', '1 1 0']);
    await ada.reacts(wohnen, on, '2️⃣');
    await tally(['2 0 0', '2 1 0']);
    await beside.ada.repliesInThread(beside.room, there, '1 ja, 2 nein'); // the same person, who thinks better of it
    await tally(['3 0 0', '1 1 1']);
    await web('P-1').clicks('U-1', '1:no'); // and once more
    await tally(['2 0 1', '1 1 1']);
    const [post] = await pollIn(beside.ada, beside.room);
    expect(post?.body).toContain('4 Personen haben abgestimmt');

    await ada.says(wohnen, '!ak umfrage schließen U-1');
    for (const [by, room] of [
      [ada, wohnen],
      [beside.ada, beside.room],
    ] as const)
      await until(
        async () => (await pollIn(by, room))[0]?.body ?? '',
        (text) => /geschlossen|beendet|Ergebnis/i.test(text),
      );
  });
});
