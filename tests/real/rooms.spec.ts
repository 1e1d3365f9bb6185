import { afterEach, expect, test } from 'vitest';
import type { Options, Synapse } from '../../src/tools/synapse/index.ts';
import { personOn } from '../support/matrix-people.ts';
import { comes, type MatrixStage, matrixStage, until } from '../support/matrix-stage.ts';
import { describeReal, synapse } from '../support/synapse.ts';

const POLL = '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr bis: 25.6. 12 Uhr';
type Content = Readonly<Record<string, unknown>>;

describeReal('rooms on a Synapse', () => {
  let server: (Synapse & { end(): Promise<void> }) | undefined;
  let it: MatrixStage;
  const stage = async (options: Options & { connected?: boolean; inviters?: readonly string[] } = {}) => {
    server = await synapse(options);
    it = await matrixStage(server, options);
    return { ...it, server };
  };
  afterEach(async () => {
    await it?.end();
    await server?.end();
    expect(it.bugs).toEqual([]);
  });
  const membership = async (by: MatrixStage['ada'], room: string): Promise<Content | undefined> =>
    (await by.raw(room)).findLast((event) => event['state_key'] === it.us.id)?.['content'] as Content | undefined;

  test('a stranger’s invitation is refused with a reason, and changes nothing', async () => {
    const { server: there, us } = await stage({ inviters: ['@ada:*'] });
    const eve = personOn(there.url, await there.user('eve'));
    const room = await eve.creates({ invite: [us.id] });
    const refused = await until(
      () => membership(eve, room),
      (is) => is?.['membership'] === 'leave',
    );
    expect(refused?.['reason']).toContain('Diese Einladung darf ich nicht annehmen.');
    expect((await eve.reads(room)).filter(({ sender }) => sender === us.id)).toEqual([]);
    const wanted = await it.ada.creates({ invite: [us.id] });
    await comes(it.ada, us.id, wanted);
  });

  test.each(['11', '12'])(
    'a room that is upgraded to version %s is followed once somebody invites us',
    async (version) => {
      const { ada, ben, us, wohnen, tally } = await stage();
      await ada.says(wohnen, POLL);
      await tally(['0 0 0', '0 0 0']);
      const next = await ada.upgrades(wohnen, version);
      expect(await membership(ada, next)).toBeUndefined(); // nobody is invited by it
      for (const who of [ben.id, us.id]) await ada.invites(next, who);
      await ben.joins(next);
      await comes(ada, us.id, next);
      await ben.says(next, '!ak stimme U-1 1 ja');
      const card = await ada.sees(
        next,
        ({ sender, body: text }) => sender === us.id && text.includes('– 1 ja,'),
        60_000,
      );
      await ben.repliesInThread(next, card.id, '1 nein');
      await ada.sees(next, ({ id, body: text }) => id === card.id && text.includes('0 ja, 0 vielleicht, 1 nein'));
    },
  );

  test('as it is shipped, Synapse lets five people invite us, and the sixth reads that it does not', async () => {
    const { ada, ben, cem, us, server: there } = await stage({ limits: 'shipped', connected: false });
    const invite = async (by: typeof ada) => {
      const room = await by.creates();
      const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/invite`;
      return { by, room, ...(await by.ask('POST', path, { user_id: us.id })) };
    };
    const invited = [];
    for (const by of [ada, ben, cem, ada, ben]) invited.push(await invite(by));
    expect(invited.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const refused = { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: expect.any(Number) } };
    expect(await invite(cem)).toMatchObject(refused);
    await there.exempts(us.id); // frees us of our own limits only
    expect(await invite(cem)).toMatchObject(refused);
    for (const { by, room } of invited) await comes(by, us.id, room);
  });

  test('with more invitations than Synapse lets us join at once we come into one after the other', async () => {
    const high = { per_second: 10_000, burst_count: 10_000 };
    const config = { rc_invites: { per_room: high, per_user: high, per_issuer: high } }; // as our page for administrators says
    const { us } = await stage({ limits: 'shipped', connected: false, config });
    const many = 12; // with the first one more than the ten that may be joined at once
    const rooms: (readonly [MatrixStage['ada'], string])[] = [];
    for (let n = 0; n < many; n += 1) {
      const by = [it.ada, it.ben, it.cem][n % 3] ?? it.ada;
      rooms.push([by, await by.creates({ invite: [us.id] })]);
    }
    for (const [by, room] of rooms) await comes(by, us.id, room);
    const [[by, last]] = rooms.slice(-1) as [(typeof rooms)[number]];
    await (by.id === it.ada.id ? by : it.cem).says(last, '!ak verbinden Wohnen');
    await by.sees(last, ({ sender }) => sender === us.id, 30_000);
  });
});
