import { afterEach, describe, expect, test } from 'vitest';
import type { Refusal } from '../../src/core/step.ts';
import { save } from '../../src/core/step.ts';
import { body, district } from '../support/district.ts';
import type { StoreKind } from '../support/stores.ts';
import { counter, type Given, given, other, otherBody, post, saying, writing } from './given.ts';

/** What every store keeps when something is committed, whatever it is made of. */
export const ledgerContract = (kind: StoreKind) =>
  describe(`the ledger contract on ${kind}`, () => {
    let it: Given;
    const begin = async () => {
      it = await given(kind);
      return it;
    };
    afterEach(() => it.end());
    const last = async () => it.store.read(body).reads.counters.last('U');

    test('a cause counts once, and its answer is kept', async () => {
      const { commit } = await begin();
      expect(await commit('e1', [counter('U', 1)], [post('a')])).toEqual({ is: 'done', said: { say: saying } });
      expect(await commit('e1', [counter('U', 2)], [post('a')])).toEqual({ is: 'seen', said: { say: saying } });
      expect(await last()).toBe(1);
      expect(await it.due()).toEqual(['a 1']);
    });

    test('the same cause many times at once counts once', async () => {
      const { commit } = await begin();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => commit('e1', [counter('U', i + 1)])));
      expect(answers.filter(({ is }) => is === 'done')).toHaveLength(1);
      expect(answers.filter(({ is }) => is === 'seen')).toHaveLength(19);
      expect(await last()).toBe(answers.findIndex(({ is }) => is === 'done') + 1);
    });

    test('the same cause in another body is another cause', async () => {
      const { commit, store } = await begin();
      await writing(store, other).commit('import', [otherBody]);
      await commit('e1', [counter('U', 1)]);
      expect((await writing(store, other).commit('e1', [counter('U', 7)])).is).toBe('done');
      expect(await last()).toBe(1);
    });

    test('a refusal is committed, so that a repeat is refused alike although it could succeed now', async () => {
      const { commit, refuse } = await begin();
      const refusal: Refusal = { code: 'no-such', named: 'U-9 „🗳️“ \\" \' ؟' };
      expect(await refuse('e1', refusal)).toEqual({ is: 'done', said: { refused: refusal } });
      expect(await commit('e1', [counter('U', 1)])).toEqual({ is: 'seen', said: { refused: refusal } });
      expect(await last()).toBe(0);
    });

    test('what was committed counts for who asks through another replica', async () => {
      const { commit, replica } = await begin();
      await commit('e1', [counter('U', 1)]);
      const elsewhere = replica();
      expect((await writing(elsewhere).commit('e1', [counter('U', 2)])).is).toBe('seen');
      expect(await elsewhere.read(body).reads.counters.last('U')).toBe(1);
    });

    test('a step is stale when a row that it read has changed, and leaves no cause behind', async () => {
      const { commit, store } = await begin();
      const reading = store.read(body);
      await reading.reads.people.byId('P-1');
      await commit('e1', [save('person', { id: 'P-1', name: 'Ada Anders', language: 'de' })]);
      expect(await commit('e2', [counter('U', 1)], [post('a')], reading)).toEqual({ is: 'stale' });
      expect(await last()).toBe(0);
      expect(await it.due()).toEqual([]);
      expect((await commit('e2', [counter('U', 1)])).is).toBe('done');
    });

    test('a step is stale when a row of a list that it relied on has changed', async () => {
      const { commit, store } = await begin();
      const reading = store.read(body);
      await reading.reads.memberships.of('P-2');
      await commit('e1', [save('membership', { person: 'P-2', organization: 'org:wohnen', roles: ['guest'] })]);
      expect((await commit('e2', [], [], reading)).is).toBe('stale');
    });

    test('an absence is relied on, too', async () => {
      const { commit, store } = await begin();
      const reading = store.read(body);
      expect(await reading.reads.people.byId('P-77')).toBeUndefined();
      await commit('e1', [save('person', { id: 'P-77', name: 'Neu', language: 'de' })]);
      expect((await commit('e2', [], [], reading)).is).toBe('stale');
    });

    test('what was only shown or counted makes nothing stale: votes do not wait for each other', async () => {
      const { commit, store } = await begin();
      const reading = store.read(body);
      await reading.reads.memberships.in('org:wohnen');
      await commit('e1', [save('membership', { person: 'P-2', organization: 'org:wohnen', roles: ['guest'] })]);
      expect((await commit('e2', [], [], reading)).is).toBe('done');
    });

    test('the first look counts, even if a later one has seen the change', async () => {
      const { commit, store } = await begin();
      const reading = store.read(body);
      await reading.reads.counters.last('U');
      await commit('e1', [counter('U', 1)]);
      expect(await reading.reads.counters.last('U')).toBe(1);
      expect((await commit('e2', [counter('U', 2)], [], reading)).is).toBe('stale');
    });

    test('one that is stale leaves the others of its batch alone', async () => {
      const { commit, store } = await begin();
      const reading = store.read(body);
      await reading.reads.counters.last('U');
      const together = await Promise.all([
        commit('e1', [counter('U', 1)]),
        commit('e2', [counter('S', 9)], [], reading),
        commit('e3', [counter('E', 3)]),
      ]);
      expect(together.map(({ is }) => is)).toEqual(['done', 'stale', 'done']);
      expect(await store.read(body).reads.counters.last('S')).toBe(0);
      expect(await store.read(body).reads.counters.last('E')).toBe(3);
    });

    test('of two that rely on the same absence exactly one wins, wherever they come from', async () => {
      const { store, replica } = await begin();
      const elsewhere = replica();
      for (let round = 1; round <= 10; round += 1) {
        const attempts = await Promise.all(
          [store, elsewhere].map(async (over, i) => {
            const reading = over.read(body);
            expect(await reading.reads.people.byId(`P-${1_000 + round}`)).toBeUndefined();
            return () =>
              writing(over).commit(
                `e${round}:${i}`,
                [save('person', { id: `P-${1_000 + round}`, name: `${i}`, language: 'de' })],
                [],
                reading,
              );
          }),
        );
        const answers = await Promise.all(attempts.map((attempt) => attempt()));
        expect(answers.map(({ is }) => is).toSorted()).toEqual(['done', 'stale']);
        const winner = answers.findIndex(({ is }) => is === 'done');
        expect((await store.read(body).reads.people.byId(`P-${1_000 + round}`))?.name).toBe(`${winner}`);
      }
    });

    test('of two that each rely on what the other changes, exactly one wins, wherever they come from', async () => {
      const { store, replica } = await begin();
      const elsewhere = replica();
      const [one, two] = ['U', 'S'] as const;
      for (let round = 1; round <= 20; round += 1) {
        const attempts = [
          { over: store, relies: one, changes: two },
          { over: elsewhere, relies: two, changes: one },
        ].map(async ({ over, relies, changes }) => {
          const reading = over.read(body);
          const before = await reading.reads.counters.last(relies);
          return () => writing(over).commit(`e${round}:${relies}`, [counter(changes, before + round)], [], reading);
        });
        const ready = await Promise.all(attempts);
        const answers = await Promise.all(ready.map((attempt) => attempt()));
        expect(answers.map(({ is }) => is).toSorted()).toEqual(['done', 'stale']);
      }
    });

    test('fifty who count one up at once come to fifty, over two replicas', async () => {
      const { store, replica } = await begin();
      const stores = [store, replica()];
      const countUp = async (over: typeof store, cause: string): Promise<void> => {
        for (;;) {
          const reading = over.read(body);
          const before = await reading.reads.counters.last('U');
          if ((await writing(over).commit(cause, [counter('U', before + 1)], [], reading)).is !== 'stale') return;
        }
      };
      await Promise.all(Array.from({ length: 50 }, (_, i) => countUp(stores[i % 2] ?? store, `e${i}`)));
      expect(await last()).toBe(50);
    });

    test('no body sees another, although their ids are the same', async () => {
      const { commit, store } = await begin();
      const elsewhere = writing(store, other);
      const spots = district.map((change) =>
        change.table === 'place'
          ? save('place', { ...change.row, spot: { ...change.row.spot, room: `other-${change.row.spot.room}` } })
          : change,
      );
      await elsewhere.commit('import', [otherBody, ...spots.filter(({ table }) => table !== 'body')]);
      await elsewhere.commit('e1', [save('person', { id: 'P-1', name: 'Andere', language: 'en' })], [post('a')]);
      await commit('e1', [counter('U', 5)], [post('a'), post('b')]);

      const [here, there] = [store.read(body).reads, store.read(other).reads];
      expect([(await here.people.byId('P-1'))?.name, (await there.people.byId('P-1'))?.name]).toEqual([
        'Ada Amann',
        'Andere',
      ]);
      expect([await here.counters.last('U'), await there.counters.last('U')]).toEqual([5, 0]);
      expect([(await here.people.all()).length, (await there.people.all()).length]).toEqual([5, 5]);
      expect((await here.accounts.of('P-1')).length).toBe(2);
      expect((await store.across.people({ connection: 'slack', id: 'ada' })).map((found) => found.body)).toEqual([
        other,
        body,
      ]);
      expect((await store.across.place({ connection: 'slack', room: 'other-wohnen' }))?.body).toBe(other);
      expect((await store.outbox.due('slack')).map((due) => `${due.body} ${due.post.key}`).toSorted()).toEqual([
        `${other} post:a`,
        `${body} post:a`,
        `${body} post:b`,
      ]);
      const fence = await it.lane();
      await it.settle(fence, 'a', [{ is: 'sent' }], { refs: ['m1'] });
      expect(await there.posts.refs('post:a')).toEqual([]);
      expect(await there.posts.shownAt({ connection: 'slack', id: 'm1' })).toBeUndefined();
      const reading = store.read(other);
      await reading.reads.counters.last('U');
      await commit('e2', [counter('U', 6)]);
      expect((await elsewhere.commit('e2', [], [], reading)).is).toBe('done');
    });

    test('one that cannot be written fails alone and wholly; the others of its batch are committed', async () => {
      const { commit } = await begin();
      const together = await Promise.allSettled([
        commit('e1', [counter('U', 1)]),
        commit('e2', [counter('S', 9)], [post('nowhere', { to: 'R-999' })]),
        commit('e3', [counter('E', 3)], [post('a')]),
      ]);
      expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const reads = it.store.read(body).reads;
      expect([await reads.counters.last('U'), await reads.counters.last('S'), await reads.counters.last('E')]).toEqual([
        1, 0, 3,
      ]);
      expect(await it.due()).toEqual(['a 1']);
      expect((await commit('e2', [counter('S', 1)])).is).toBe('done');
    });
  });
