import { afterEach, expect, test } from 'vitest';
import type { Synapse } from '../../src/tools/synapse/index.ts';
import { personOn } from '../support/matrix-people.ts';
import { type MatrixStage, matrixStage, until } from '../support/matrix-stage.ts';
import { copiesOf } from '../support/synapse/copies.ts';
import { describeReal, synapse } from '../support/synapse.ts';

/** What is promised is five seconds; a test machine may have other things to do. */
const READY_MS = 20_000;
const ROOMS = 1_000;

describeReal('with a thousand rooms on a Synapse', () => {
  let server: (Synapse & { end(): Promise<void> }) | undefined;
  let it: MatrixStage | undefined;
  afterEach(async () => {
    await it?.end();
    await server?.end();
    expect(it?.bugs).toEqual([]);
  });

  test('the first start is quick, and what is said in any of them is heard', async () => {
    server = await synapse();
    const ada = personOn(server.url, await server.user('ada'));
    const us = personOn(server.url, await server.user('lotse'));
    const room = await ada.creates({ room_version: '1', invite: [us.id] });
    await us.joins(room);
    await ada.leaves(await ada.creates()); // what comes last in the copied room is not the last of all
    await server.down();
    const copies = copiesOf(server, room, ROOMS);
    await server.up();
    const { joined_rooms: joined } = await us.must('GET', '/_matrix/client/v3/joined_rooms');
    expect(joined).toHaveLength(ROOMS + 1);

    it = await matrixStage(server, { connected: false, begun: false });
    const begin = performance.now();
    await it.up();
    await it.listens();
    const took = performance.now() - begin;
    console.info(`With ${ROOMS} rooms we listen after ${Math.round(took)} ms.`);
    expect(took).toBeLessThan(READY_MS);

    const [any = ''] = copies.slice(ROOMS / 2);
    await ada.says(any, '!ak verbinden Wohnen');
    const answers = async () => (await ada.reads(any)).filter(({ sender }) => sender === us.id);
    const [answer, ...others] = await until(answers, ({ length }) => length > 0);
    expect(others).toEqual([]);
    expect(answer?.body).toContain('Dieser Raum gehört jetzt zu');
  });
});
