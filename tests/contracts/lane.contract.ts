import { afterEach, describe, expect, test, vi } from 'vitest';
import type { StoreKind } from '../support/stores.ts';
import { type Given, given, post } from './given.ts';

const LEASE = 3_000;

/** What every store keeps of lanes: one holder each, and nothing from a former one. */
export const laneContract = (kind: StoreKind) =>
  describe(`the lane contract on ${kind}`, () => {
    let it: Given;
    const begin = async () => {
      it = await given(kind);
      return it;
    };
    afterEach(() => it.end());

    test('a lane has one holder, who keeps the token while renewing', async () => {
      const { store, forward, lane } = await begin();
      const first = await lane('r1');
      for (let seconds = 0; seconds < 6; seconds += 1) {
        await forward(1_000);
        expect(await store.lanes.take('slack', 'r1')).toEqual(first);
        expect(await store.lanes.take('slack', 'r2')).toBeUndefined();
      }
    });

    test('of many who ask at once, one gets it', async () => {
      const { store, replica } = await begin();
      const stores = [store, replica()];
      const fences = await Promise.all(
        Array.from({ length: 20 }, (_, i) => (stores[i % 2] ?? store).lanes.take('slack', `r${i}`)),
      );
      expect(fences.filter((fence) => fence !== undefined)).toHaveLength(1);
    });

    test('lanes of other connections are other lanes', async () => {
      const { lane } = await begin();
      await lane('r1', 'slack');
      expect((await lane('r2', 'matrix')).connection).toBe('matrix');
    });

    test('after three seconds another takes it, with a higher token, and the former writes nothing', async () => {
      const { store, forward, commit, lane, settle, due } = await begin();
      await commit('e1', [], [post('a')]);
      const first = await lane('r1');
      await forward(LEASE);
      const second = await lane('r2');
      expect(second.token).toBeGreaterThan(first.token);
      expect(await store.lanes.take('slack', 'r1')).toBeUndefined();
      expect(await settle(first, 'a', [{ is: 'sent' }], { refs: ['m1'] })).toBe('fenced');
      expect(await due()).toEqual(['a 1']);
      expect(await settle(second, 'a', [{ is: 'sent' }], { refs: ['m1'] })).toBe('done');
      expect(await store.shelf(second).write({ since: 'new' })).toBe('done');
      expect(await store.shelf(first).write({ since: 'old', more: 1 })).toBe('fenced');
      expect(await store.shelf(second).read('')).toEqual({ since: 'new' });
    });

    test('a lease that has run out still counts for its holder, as long as nobody else took it', async () => {
      const { forward, commit, lane, settle } = await begin();
      await commit('e1', [], [post('a')]);
      const first = await lane('r1');
      await forward(LEASE * 2);
      expect(await settle(first, 'a', [{ is: 'sent' }], { refs: ['m1'] })).toBe('done');
    });

    test('saves of a holder and of a former one that come together are told apart', async () => {
      const { forward, commit, lane, settle } = await begin();
      await commit('e1', [], [post('a'), post('b')]);
      const first = await lane('r1');
      await forward(LEASE);
      const second = await lane('r2');
      expect(
        await Promise.all([
          settle(first, 'a', [{ is: 'held' }]),
          settle(second, 'b', [{ is: 'sent' }], { refs: ['m1'] }),
          settle(first, 'b', [{ is: 'held' }]),
        ]),
      ).toEqual(['fenced', 'done', 'fenced']);
      expect(await it.due()).toEqual(['a 1']);
      expect(await it.reads.posts.stuck()).toEqual([]);
    });

    test('who leaves lets another in at once; a former holder cannot leave for the present one', async () => {
      const { store, lane } = await begin();
      const first = await lane('r1');
      await store.lanes.leave(first);
      const second = await lane('r2');
      expect(second.token).toBeGreaterThan(first.token);
      expect(await store.shelf(first).write({ since: 'old' })).toBe('fenced');
      await store.lanes.leave(first);
      expect(await store.lanes.take('slack', 'r3')).toBeUndefined();
    });

    test('who left and comes back begins anew, and so does whoever lost it', async () => {
      const { store, forward, lane } = await begin();
      const first = await lane('r1');
      await store.lanes.leave(first);
      const again = await lane('r1');
      expect(again.token).toBeGreaterThan(first.token);
      await forward(LEASE);
      await lane('r2');
      await forward(LEASE);
      expect((await lane('r1')).token).toBeGreaterThan(again.token + 1);
    });

    test('the shelf is read by prefix, letter by letter, and belongs to its connection', async () => {
      const { store, lane } = await begin();
      const [shelf, another] = [store.shelf(await lane()), store.shelf(await lane('r1', 'matrix'))];
      await shelf.write({
        'room/a_b': 1,
        'room/axb': 2,
        'room/a%b': 3,
        rooms: 4,
        'ROOM/a': 5,
        'room/': 6,
        'room/ä🗳️': 'ü "\\',
      });
      await another.write({ 'room/a_b': 'other' });
      expect(await shelf.read('room/')).toEqual({
        'room/a_b': 1,
        'room/axb': 2,
        'room/a%b': 3,
        'room/': 6,
        'room/ä🗳️': 'ü "\\',
      });
      expect(await shelf.read('room/a_')).toEqual({ 'room/a_b': 1 });
      expect(await shelf.read('room/a%')).toEqual({ 'room/a%b': 3 });
      expect(await shelf.read('nothing')).toEqual({});
      expect(await another.read('')).toEqual({ 'room/a_b': 'other' });
    });

    test('what was on the shelf can be written over with anything, and is found by whoever leads next', async () => {
      const { store, forward, lane, replica } = await begin();
      const values = { a: true, b: false, c: 0, d: '', e: [1, [2, { f: 'x' }]], g: { h: null } };
      await store.shelf(await lane()).write({ ...values, a: 'old' });
      await store.shelf(await lane()).write(values);
      await forward(LEASE);
      expect(
        await replica()
          .shelf(await lane('r2'))
          .read(''),
      ).toEqual(values);
    });

    test('nothing in its place takes it from the shelf, also where there was none', async () => {
      const { store, lane } = await begin();
      const shelf = store.shelf(await lane());
      await shelf.write({ a: 1, b: 2 });
      await shelf.write({ a: null, c: 3, d: null });
      expect(await shelf.read('')).toEqual({ b: 2, c: 3 });
      await shelf.write({ b: null, c: null });
      expect(await shelf.read('')).toEqual({});
    });

    test('what is written to the shelf together is seen together', async () => {
      const { store, lane, replica } = await begin();
      const fence = await lane();
      const [shelf, reader] = [store.shelf(fence), replica().shelf(fence)];
      await shelf.write({ one: 0, two: 0 });
      const seen: unknown[] = [];
      let writing = true;
      const reading = (async () => {
        while (writing) {
          const { one, two } = await reader.read('');
          seen.push(one === two);
          await new Promise(setImmediate);
        }
      })();
      for (let i = 1; i <= 30; i += 1) await shelf.write({ one: i, two: i });
      writing = false;
      await reading;
      expect(new Set(seen)).toEqual(new Set([true]));
    });

    test('who listens is called when posts for the connection are committed, also by another replica, until it ends', async () => {
      const { store, replica, commit } = await begin();
      const [here, there, matrix] = [vi.fn(), vi.fn(), vi.fn()];
      const ends = [store.woken('slack', here), replica().woken('slack', there), store.woken('matrix', matrix)];
      // A listener may come a moment late: what it misses, asking finds.
      await vi.waitFor(
        async () => {
          await commit(`e${Math.random()}`, [], [post('a')]);
          expect([here.mock.calls.length, there.mock.calls.length].every((calls) => calls > 0)).toBe(true);
        },
        { timeout: 5_000, interval: 20 },
      );
      const before = matrix.mock.calls.length; // once, perhaps, as it begins: something may have been said before
      expect(before).toBeLessThan(2);
      await commit('e1', [], [post('b', { to: 'R-2' })]);
      await vi.waitFor(() => expect(matrix.mock.calls.length).toBeGreaterThan(before));
      for (const end of ends) end();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const calls = [here, there].map(({ mock }) => mock.calls.length);
      await commit('e2', [], [post('c')]);
      await commit('e3', []);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect([here, there].map(({ mock }) => mock.calls.length)).toEqual(calls);
    });
  });
