import { afterEach, expect, test } from 'vitest';
import type { Synapse } from '../../src/tools/synapse/index.ts';
import { aloneWith, type MatrixStage, matrixStage, until } from '../support/matrix-stage.ts';
import { describeReal, synapse } from '../support/synapse.ts';

/** As Synapse is shipped: so many messages at once, and then one in so long. */
const [AT_ONCE, EVERY_MS] = [10, 5_000];
const MANY = Number(process.env['REMINDERS'] ?? 30);
const PATIENCE_MS = MANY * EVERY_MS + 60_000;

describeReal('where Synapse lets nobody send fast', () => {
  let server: (Synapse & { end(): Promise<void> }) | undefined;
  let it: MatrixStage;
  afterEach(async () => {
    await it?.end();
    await server?.end();
    expect(it.bugs).toEqual([]);
  });

  test(
    `${MANY} reminders arrive one after the other at the pace that is allowed, none twice`,
    async () => {
      server = await synapse({ limits: 'shipped' });
      it = await matrixStage(server, { connected: false });
      const { ben, us } = it;
      const chat = await aloneWith(it, ben, 'P-2');
      for (let n = 0; n < MANY; n += 1)
        await it.web('P-1').types('/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr bis: 16.6. 12 Uhr');
      it.clock.now = '2026-06-16T06:00:00Z';
      await it.door()?.receive({ id: 'tick', kind: 'tick', job: 'polls' });
      const reminders = async () =>
        (await ben.reads(chat))
          .filter(({ body: text }) => text.includes('Terminumfrage'))
          .map(({ body: text }) => /U-\d+/.exec(text)?.[0]);
      const all = Array.from({ length: MANY }, (_, n) => `U-${n + 1}`);
      const found = await until(reminders, ({ length }) => length >= MANY, PATIENCE_MS);
      expect(found.toSorted()).toEqual(all.toSorted());

      const times = (await ben.raw(chat))
        .filter(({ sender, type }) => sender === us.id && type === 'm.room.message')
        .map((event) => Number(event['origin_server_ts']));
      const took = (times.at(-1) ?? 0) - (times[0] ?? 0);
      const least = (times.length - AT_ONCE) * EVERY_MS;
      console.info(
        `${MANY} reminders took ${Math.round(took / 1_000)} s; none are allowed in less than ${least / 1_000}.`,
      );
      expect(took).toBeGreaterThan(least - EVERY_MS);
      expect(took).toBeLessThan(least * 1.3 + 2 * EVERY_MS); // no pause is longer than it must be
      expect((await reminders()).length).toBe(MANY);
    },
    2 * PATIENCE_MS,
  );
});
