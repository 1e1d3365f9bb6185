import { afterAll, beforeAll, expect, test } from 'vitest';
import { homeserverContract } from '../contracts/homeserver.contract.ts';
import { personOn } from '../support/matrix-people.ts';
import { describeReal, synapse, synapses } from '../support/synapse.ts';

describeReal('a Synapse', () => {
  homeserverContract('Synapse', synapse);
});

describeReal('two Synapses', () => {
  test('that trust each other share a room', async ({ onTestFinished }) => {
    const { servers, end } = await synapses(2, { federation: true });
    onTestFinished(end);
    const [near, far] = servers;
    if (near === undefined || far === undefined) throw new Error('two are needed');
    const ann = personOn(near.url, await near.user('ann'));
    const vera = personOn(far.url, await far.user('vera'));
    const room = await ann.creates({ preset: 'public_chat' });
    await vera.joins(room, [near.name]);
    await vera.says(room, 'Hallo');
    expect(await ann.sees(room, 'Hallo')).toMatchObject({ sender: vera.id });
  });

  test('that are closed do not', async ({ onTestFinished }) => {
    const { servers, end } = await synapses(2);
    onTestFinished(end);
    const [near, far] = servers;
    if (near === undefined || far === undefined) throw new Error('two are needed');
    const ann = personOn(near.url, await near.user('ann'));
    const vera = personOn(far.url, await far.user('vera'));
    const room = await ann.creates({ preset: 'public_chat' });
    await expect(vera.joins(room, [near.name])).rejects.toThrow(/: (403|404|500|502) /);
  });
});

describeReal('a Synapse as it is installed', () => {
  let it: Awaited<ReturnType<typeof synapse>>;
  beforeAll(async () => {
    it = await synapse({ limits: 'shipped' });
  });
  afterAll(() => it?.end());

  test('lets nobody send fast, but whom it exempts', async () => {
    const bot = personOn(it.url, await it.user('bot'));
    const room = await bot.creates();
    const send = (n: number) =>
      bot.ask('PUT', `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/t${n}`, {
        msgtype: 'm.text',
        body: `${n}`,
      });
    const first = await Promise.all(Array.from({ length: 12 }, (_, n) => send(n)));
    const refusal = first.find(({ status }) => status !== 200);
    expect(refusal).toEqual({
      status: 429,
      body: expect.objectContaining({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: expect.any(Number) }),
    });
    await it.exempts(bot.id);
    const second = await Promise.all(Array.from({ length: 12 }, (_, n) => send(100 + n)));
    expect(second.map(({ status }) => status)).toEqual(second.map(() => 200));
  });

  test('is the same after a power cut', async () => {
    const ann = personOn(it.url, await it.user('ann'));
    const room = await ann.creates();
    await it.dies();
    await it.up();
    expect(await ann.must('GET', '/_matrix/client/v3/joined_rooms')).toEqual({ joined_rooms: [room] });
  });
});
