import { afterEach, describe, expect, test, vi } from 'vitest';
import type { MemoryBot } from '../../src/bots/memory/index.ts';
import { outlet } from '../../src/core/deliver.ts';
import type { Post } from '../../src/core/messages.ts';
import { ok } from '../../src/core/model/result.ts';
import { type Bot, Unavailable } from '../../src/core/ports.ts';
import { type Change, save } from '../../src/core/step.ts';
import { amongThemselves, body } from '../support/district.ts';
import { storeKinds } from '../support/stores.ts';
import { type World, world } from '../support/world.ts';

const OPEN = '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';
const OTHER = '!ak umfrage Mi 1.7. 9 Uhr; Fr 3.7. 9 Uhr';
/** In both stores time passes while a test looks; so little that these margins never meet. */
const [QUARANTINE, LOOK, ABANDONED, BUSY] = [61_000, 11_000, 16_000, 3_000];

describe.each(storeKinds)('the door out, on %s', (kind) => {
  let it: World;
  let expected: readonly string[] = [];
  const begin = async (extra: readonly Change[] = [amongThemselves]) => {
    expected = [];
    it = await world(kind, extra);
    return it;
  };
  afterEach(async () => {
    await it.end();
    expect(it.bugs.map((bug) => (bug instanceof Error ? bug.message : bug))).toEqual(expected);
  });
  const say = (cause: string, posts: readonly Post[]) =>
    it.store.ledger.commit({ body, cause, expect: [], decision: ok({ save: [], posts }) });
  /** A text of its own, as long as a test likes. */
  const words = (name: string, title: string, to: Post['to'] = 'R-1'): Post => ({
    key: `post:${name}`,
    to,
    urgency: 'notice',
    view: { view: 'noted', what: 'agenda', about: { meeting: 'S-1', item: '1', title } },
  });
  const take = async (replica = 'r1', connection = 'slack') => {
    const fence = await it.store.lanes.take(connection, replica);
    if (fence === undefined) throw new Error('no lane');
    return fence;
  };
  const outletOf = (bot: Bot, store = it.store) => outlet({ store, bot, log: it.log, time: it.time });
  const withBot = (change: (bot: MemoryBot) => Partial<Bot>) =>
    outletOf({ ...it.bots.slack, ...change(it.bots.slack) });
  const texts = (room = 'wohnen') => it.shown('slack', room);
  const titles = (room = 'wohnen') => texts(room).map((text) => /U-\d+|Punkt 1 in S-1, \S*/.exec(text)?.[0] ?? text);

  test('what a platform has answered is not forgotten while the store is away', async () => {
    const { ada, platforms, store } = await begin();
    await ada.types(OPEN);
    let saves = 0;
    const save: typeof store.outbox.save = async (...delivery) => {
      saves += 1;
      if (saves === 2) throw new Unavailable();
      return store.outbox.save(...delivery);
    };
    const out = outletOf(it.bots.slack, { ...store, outbox: { ...store.outbox, save } });
    const fence = await take();
    await expect(out.pass(fence)).rejects.toThrow(Unavailable);
    await out.pass(fence);
    await ada.clicks(it.message('slack', 'U-1'), '1:yes'); // the reference is known: no quarantine, and this is an edit
    await out.pass(fence);
    expect(platforms.slack.messages.map(({ edits }) => edits)).toEqual([1]);
  });

  test('new posts come in the order of their commits, and one that must wait is not overtaken', async () => {
    const { ada, deliver, platforms, forward } = await begin();
    await ada.types(OPEN);
    await ada.types(OTHER);
    platforms.slack.faults.push('busy');
    await deliver();
    expect(titles()).toEqual([]);
    await forward(BUSY);
    await deliver();
    expect(titles()).toEqual(['U-1', 'U-2']);
  });

  test('a slow room delays no other, and is not sent twice by later passes', async () => {
    const { ada, kim } = await begin();
    await ada.types(OPEN);
    await kim.types(OTHER);
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const deliver = vi.fn();
    const out = withBot((bot) => ({
      async deliver(part, sent) {
        deliver(part.at.room);
        if (part.at.room === 'wohnen') await gate;
        return bot.deliver(part, sent);
      },
    }));
    const fence = await take();
    const first = out.pass(fence);
    await vi.waitFor(() => expect(titles('lenkung')).toEqual(['U-2']));
    await it.forward(QUARANTINE);
    await ada.types(OPEN);
    await out.pass(await take());
    await out.pass(await take());
    expect(titles()).toEqual([]);
    open();
    await first;
    await out.pass(await take());
    expect(titles()).toEqual(['U-1', 'U-3']);
    expect(deliver.mock.calls.flat().toSorted()).toEqual(['lenkung', 'wohnen', 'wohnen']);
  });

  test('a pass that had read before others were done sends nothing again', async () => {
    const { ada, store } = await begin();
    await ada.types(OPEN);
    const fence = await take();
    let open = () => {};
    const late = { ...store, outbox: { ...store.outbox, due: vi.fn(store.outbox.due) } };
    const out = outletOf(it.bots.slack, late);
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    late.outbox.due.mockImplementationOnce(async (connection) => {
      const due = await store.outbox.due(connection);
      await gate;
      return due;
    });
    const first = out.pass(fence);
    await out.pass(fence);
    expect(titles()).toEqual(['U-1']);
    open();
    await first;
    await it.deliver();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).not.toMatch(/#\d+$/);
  });

  test('a lost answer is looked up and not sent again', async () => {
    const { ada, deliver, platforms, forward } = await begin();
    await ada.types(OPEN);
    platforms.slack.faults.push('answer lost');
    for (const ms of [0, QUARANTINE, LOOK, LOOK]) {
      await forward(ms);
      await deliver();
      expect(titles()).toEqual(['U-1']);
    }
    await ada.clicks(it.message('slack', 'U-1'), '1:yes');
    await deliver();
    expect(texts().map((text) => text.includes('1 ja'))).toEqual([true]);
  });

  test('a lost request is sent again only after the quarantine and two absences, and delays nobody meanwhile', async () => {
    const { ada, deliver, platforms, forward } = await begin();
    await ada.types(OPEN);
    platforms.slack.faults.push('request lost');
    const seen: string[] = [];
    await ada.types(OTHER);
    for (const ms of [0, QUARANTINE / 2, QUARANTINE / 2, 0, LOOK, 0]) {
      await forward(ms);
      await deliver(1);
      seen.push(titles().join(' '));
    }
    expect(seen).toEqual(['U-2', 'U-2', 'U-2', 'U-2', 'U-2', 'U-2 U-1']);
  });

  test('while nobody can look, an uncertain one is never sent blind', async () => {
    const { ada, deliver, platforms, forward } = await begin();
    await ada.types(OPEN);
    platforms.slack.faults.push('answer lost');
    platforms.slack.blind = true;
    for (let i = 0; i < 5; i += 1) {
      await deliver();
      await forward(QUARANTINE);
    }
    expect(titles()).toEqual(['U-1']);
    platforms.slack.blind = false;
    await deliver();
    await ada.clicks(it.message('slack', 'U-1'), '1:yes');
    await deliver();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('1 ja');
  });

  test('a look that throws is as good as none, and holds up nobody', async () => {
    const { ada, platforms, forward } = await begin();
    await ada.types(OPEN);
    platforms.slack.faults.push('answer lost');
    const out = withBot(() => ({ find: () => Promise.reject(new Error('history')) }));
    await out.pass(await take());
    await forward(QUARANTINE);
    await ada.types(OTHER);
    await out.pass(await take());
    expect(titles()).toEqual(['U-1', 'U-2']);
    expected = ['history'];
  });

  test('what a dying replica left behind is looked for by the next, and its edits are made again', async () => {
    const { ada, deliver, platforms, forward } = await begin();
    await ada.types(OPEN);
    platforms.slack.faults.push('crash');
    await deliver();
    for (const ms of [ABANDONED, QUARANTINE, LOOK, 0]) {
      expect(titles()).toEqual([]);
      await forward(ms);
      await deliver(1);
    }
    await deliver();
    expect(titles()).toEqual(['U-1']);
    await ada.clicks(it.message('slack', 'U-1'), '1:yes');
    platforms.slack.faults.push('crash');
    for (const ms of [0, ABANDONED, BUSY]) {
      await forward(ms);
      await deliver();
    }
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('1 ja');
    expected = ['crash', 'crash'];
  });

  test('what may never be said is held for a person to see, and holds up nobody; the next revision is tried again', async () => {
    const { ada, adaOnMatrix, deliver, platforms, store } = await begin();
    await ada.types(OPEN);
    await ada.types(OTHER);
    platforms.slack.faults.push('forbidden');
    await deliver();
    expect(titles()).toEqual(['U-2']);
    const { posts } = store.read(body).reads;
    expect((await posts.stuck()).map(({ key }) => key)).toEqual(['post:poll:U-1:R-1']);
    await adaOnMatrix.clicks(it.message('matrix', 'U-1'), '1:yes');
    await deliver();
    expect(titles()).toEqual(['U-2', 'U-1']);
    expect(await posts.stuck()).toEqual([]);
  });

  test('another replica takes over, and the former one sends nothing more', async () => {
    const { ada, forward, replica, platforms } = await begin();
    await ada.types(OPEN);
    const [former, next] = [outletOf(it.bots.slack), outletOf(platforms.slack.bot(), replica())];
    const old = await take('r1');
    await forward(BUSY);
    const fence = await take('r2');
    await former.pass(old);
    expect(titles()).toEqual([]);
    await Promise.all([former.pass(old), next.pass(fence), former.pass(old)]);
    expect(titles()).toEqual(['U-1']);
  });

  test('a replica that loses the lane while it sends leaves one message behind, which the next one finds', async () => {
    const { ada, forward, replica, platforms } = await begin();
    await ada.types(OPEN);
    const next = outletOf(platforms.slack.bot(), replica());
    const former = withBot((bot) => ({
      async deliver(part, sent) {
        const ref = await bot.deliver(part, sent);
        await forward(BUSY);
        await next.pass(await take('r2'));
        return ref;
      },
    }));
    await former.pass(await take('r1'));
    for (const ms of [ABANDONED, QUARANTINE, LOOK]) {
      await forward(ms);
      await next.pass(await take('r2'));
      expect(titles()).toEqual(['U-1']);
    }
    await ada.clicks(it.message('slack', 'U-1'), '1:yes');
    await next.pass(await take('r2'));
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('1 ja');
  });

  test('ten votes between two passes become one edit', async () => {
    const { ada, deliver, message } = await begin();
    await ada.types(OPEN);
    await deliver();
    const id = message('slack', 'U-1');
    for (let i = 0; i < 10; i += 1) await ada.clicks(id, i % 2 === 0 ? '1:yes' : '1:no');
    await deliver();
    expect(texts()[0]).toContain('0 ja, 0 vielleicht, 1 nein');
    expect(texts()[0]).toMatch(/#1$/);
  });

  test('a text longer than a message is split, in order; with fewer parts the rest is taken away, and comes back when needed', async () => {
    const { deliver } = await begin();
    const lines = (n: number) => Array.from({ length: n }, (_, i) => `Zeile ${i}`).join('\n');
    await say('e1', [words('a', lines(70)), words('b', 'danach')]);
    await deliver();
    const shown = texts().slice(0, -1);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.join('\n')).toContain(lines(70));
    expect(texts().at(-1)).toContain('danach');
    await say('e2', [words('a', 'kurz')]);
    await deliver();
    expect(titles()).toEqual(['Punkt 1 in S-1, kurz', 'Punkt 1 in S-1, danach']);
    await say('e3', [words('a', lines(40))]);
    await deliver();
    expect(
      texts()
        .map((text) => text.replace(/ #\d+$/, ''))
        .join('\n'),
    ).toContain('Zeile 39');
    expect(texts()).toHaveLength(3);
  });

  test('parts keep their order: while one must wait, the next is not sent', async () => {
    const { deliver, platforms, forward } = await begin();
    await say('e1', [words('a', Array.from({ length: 70 }, (_, i) => `Zeile ${i}`).join('\n'))]);
    platforms.slack.faults.push('busy');
    await deliver();
    expect(texts()).toEqual([]);
    await forward(BUSY);
    platforms.slack.faults.push('answer lost');
    await deliver();
    expect(texts()).toHaveLength(1);
    for (const ms of [QUARANTINE, 0]) {
      await forward(ms);
      await deliver();
    }
    expect(texts().join('\n')).toContain(Array.from({ length: 70 }, (_, i) => `Zeile ${i}`).join('\n'));
  });

  describe('what is not public', () => {
    const COMMENT = '!ak umfrage kommentar U-1 Vertraulich';

    test('is not said where guests read along, and appears with the next edit once the room is closed again', async () => {
      const { ada, adaOnMatrix, deliver, platforms, message } = await begin();
      platforms.slack.audience = 'guests';
      await ada.types(OPEN);
      await adaOnMatrix.types(COMMENT);
      await deliver();
      expect(titles()).toEqual(['U-1']);
      expect(texts().join()).not.toContain('Vertraulich');
      expect(it.shown('matrix').join()).toContain('Vertraulich');
      platforms.slack.audience = 'members';
      await ada.clicks(message('slack', 'U-1'), '1:yes');
      await deliver();
      expect(texts().join()).toContain('Vertraulich');
    });

    test('is not said where a guest of the group may sit, whatever the platform takes them for', async () => {
      const { ada, adaOnMatrix, deliver } = await begin([]);
      await ada.types(OPEN);
      await adaOnMatrix.types(COMMENT);
      await deliver();
      expect(it.shown('matrix', '!wohnen').join()).toContain('U-1');
      expect(it.shown('matrix', '!wohnen').join()).not.toContain('Vertraulich');
      expect(texts().join()).toContain('Vertraulich');
    });

    test('is not said where nobody knows who reads along, nor where asking fails', async () => {
      const { deliver, platforms } = await begin();
      platforms.slack.audience = 'unknown';
      await say('e1', [words('a', 'Vertraulich')]);
      await deliver();
      platforms.slack.audience = 'members';
      const out = withBot(() => ({ audience: () => Promise.reject(new Error('asking')) }));
      await say('e2', [words('b', 'Geheim')]);
      await out.pass(await take());
      expect(texts()).toHaveLength(2);
      expect(texts().join()).not.toMatch(/Vertraulich|Geheim/);
      expect(texts()[0]).toContain('Nichtöffentliches');
      expected = ['asking'];
    });

    test('is taken back with the next edit when the room has opened', async () => {
      const { ada, deliver, platforms, message } = await begin();
      await ada.types(OPEN);
      await ada.types(COMMENT);
      await deliver();
      expect(texts().join()).toContain('Vertraulich');
      platforms.slack.audience = 'anyone';
      await ada.clicks(message('slack', 'U-1'), '1:yes');
      await deliver();
      expect(texts().join()).not.toContain('Vertraulich');
      expect(texts().join()).toContain('1 ja');
    });

    test('is not said in a room that opened while it waited', async () => {
      const { deliver, platforms, forward } = await begin();
      platforms.slack.faults.push('busy');
      await say('e1', [words('a', 'Vertraulich')]);
      await deliver();
      platforms.slack.audience = 'guests';
      await forward(BUSY);
      await deliver();
      expect(texts()).toHaveLength(1);
      expect(texts().join()).not.toContain('Vertraulich');
    });

    test('stays unsaid in the parts that were still to come when the room opened', async () => {
      const { deliver, platforms, forward } = await begin();
      platforms.slack.faults.push('answer lost');
      await say('e1', [words('a', Array.from({ length: 70 }, () => 'Vertraulich').join('\n'))]);
      await deliver();
      expect(texts()).toHaveLength(1);
      platforms.slack.audience = 'guests';
      for (const ms of [QUARANTINE, LOOK, 0]) {
        await forward(ms);
        await deliver();
        expect(texts().slice(1).join()).not.toContain('Vertraulich');
      }
      expect(texts()).toHaveLength(1);
      expect(texts()[0]).not.toContain('Vertraulich');
    });

    test.each(['answer lost', 'request lost'] as const)(
      'given a room that opened after %s, then one message stands there in the end, without it',
      async (fault) => {
        const { deliver, platforms, forward } = await begin();
        platforms.slack.faults.push(fault);
        await say('e1', [words('a', 'Vertraulich')]);
        await deliver();
        platforms.slack.audience = 'guests';
        for (const ms of [QUARANTINE, LOOK, 0]) {
          await forward(ms);
          await deliver();
        }
        await say('e2', [words('a', 'Vertraulich')]);
        for (const ms of [0, QUARANTINE, LOOK]) {
          await deliver();
          await forward(ms);
        }
        expect(texts()).toHaveLength(1);
        expect(texts().join()).not.toContain('Vertraulich');
      },
    );
  });

  test('a post that cannot be made is a bug told once, held for a person to see, and holds up nobody', async () => {
    const { deliver, store } = await begin();
    await say('e1', [{ ...words('broken', ''), view: { view: 'no-such-view' } as never }, words('next', 'danach')]);
    await deliver();
    expect(titles()).toEqual(['Punkt 1 in S-1, danach']);
    expect((await store.read(body).reads.posts.stuck()).map(({ key }) => key)).toEqual(['post:broken']);
    await say('e2', [words('broken', 'heil')]);
    await deliver();
    expect(titles()).toEqual(['Punkt 1 in S-1, danach', 'Punkt 1 in S-1, heil']);
    expected = [it.bugs[0] instanceof Error ? it.bugs[0].message : ''];
  });

  test('while the database is away nothing is held, and everything goes out when it is back', async () => {
    const { ada, store } = await begin();
    await ada.types(OPEN);
    const gone = () => Promise.reject(new Unavailable('away'));
    const away = outletOf(it.bots.slack, {
      ...store,
      read(of) {
        const { reads, relied } = store.read(of);
        return { reads: { ...reads, polls: { ...reads.polls, byId: gone } }, relied };
      },
    });
    await expect(away.pass(await take())).rejects.toBeInstanceOf(Unavailable);
    expect(await store.read(body).reads.posts.stuck()).toEqual([]);
    await it.deliver();
    expect(titles()).toEqual(['U-1']);
  });

  test('who is called on is so by the account of the platform, and of whom something is said is not called', async () => {
    const { ada, deliver, store } = await begin();
    await ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr bis: 20.6. 12 Uhr');
    await ada.types('!ak umfrage kommentar U-1 Gern');
    const view = { view: 'poll-reminder', poll: 'U-1', people: ['P-1'] } as const;
    const post = (to: 'R-1' | 'R-2') => ({ key: `post:reminder:${to}` as const, to, urgency: 'notice' as const, view });
    await store.ledger.commit({
      body,
      cause: 'e1',
      expect: [],
      decision: ok({ save: [], posts: [post('R-1'), post('R-2')] }),
    });
    await deliver();
    expect(texts()[0]).toMatch(/(?<!\()Ada Amann: Gern/);
    expect(texts()[1]).toContain('@ada (Ada Amann)');
    expect(it.shown('matrix', '!wohnen')[1]).toContain('@@ada (Ada Amann)');
  });

  test('whoever is alone with us is told in their own language', async () => {
    const { ada, deliver, store } = await begin();
    await ada.types(OPEN);
    await store.ledger.commit({
      body,
      cause: 'e1',
      expect: [],
      decision: ok({
        save: [save('person', { id: 'P-1', name: 'Ada Amann', language: 'en' })],
        posts: [{ key: 'post:alone', to: 'R-6', urgency: 'notice', view: { view: 'poll', poll: 'U-1' } }],
      }),
    });
    await deliver();
    expect(texts()[0]).toContain('30.06.2026');
    expect(texts('D-ada')[0]).toContain('30 Jun 2026');
  });

  test('a post under another stands in its thread', async () => {
    const { deliver, platforms } = await begin();
    await say('e1', [{ ...words('leaf', 'darunter'), under: 'post:root' }, words('root', 'oben')]);
    await deliver();
    const [root, leaf] = platforms.slack.messages;
    expect(leaf?.thread).toBe(root?.id);
    expect(leaf?.text).toContain('darunter');
  });
});
