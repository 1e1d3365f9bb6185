import { afterEach, describe, expect, test } from 'vitest';
import { save } from '../../src/core/step.ts';
import { body, room } from '../support/district.ts';
import type { StoreKind } from '../support/stores.ts';
import { counter, type Given, given, post, saying, writing } from './given.ts';

/** In both stores time passes while a test looks; so little that these margins never meet. */
const [LITTLE, LONG] = [30_000, 120_000];
const planned = { is: 'planned', tries: 0 } as const;

/** What every store keeps of posts: which ones may go out now, and how far each has come. */
export const outboxContract = (kind: StoreKind) =>
  describe(`the outbox contract on ${kind}`, () => {
    let it: Given;
    const begin = async () => {
      it = await given(kind);
      return it;
    };
    afterEach(() => it.end());

    test('the same key is the same post, wanted once more, with what was last meant', async () => {
      const { commit, due, store } = await begin();
      await commit('e1', [], [post('a')]);
      await commit('e2', [], [post('a', { view: { view: 'hint' } }), post('a', { view: { view: 'help' } })]);
      expect(await due()).toEqual(['a 3']);
      expect((await store.outbox.due('slack'))[0]?.post.view).toEqual({ view: 'help' });
    });

    test('a post that is meant again stays where it stands, and does not become quiet', async () => {
      const { commit, due, lane, settle, store } = await begin();
      const fence = await lane();
      await commit('e1', [], [post('root'), post('leaf', { under: 'post:root' }), post('next')]);
      await settle(fence, 'root', [{ is: 'sent' }], { refs: ['m1'] });
      await settle(fence, 'leaf', [{ is: 'planned', tries: 1 }], { waitMs: LONG });
      await commit('e2', [], [post('leaf', { urgency: 'quiet' }), post('tally', { urgency: 'quiet' }), post('tally')]);
      expect(await due()).toEqual([]);
      await it.forward(2 * LONG);
      expect(
        (await store.outbox.due('slack')).map(({ post: { key, under, urgency } }) => [key, under, urgency]),
      ).toEqual([
        ['post:leaf', 'post:root', 'notice'],
        ['post:next', undefined, 'notice'],
        ['post:tally', undefined, 'notice'],
      ]);
    });

    test('posts come in the order of their commits, and within a commit as meant', async () => {
      const { commit, due } = await begin();
      await commit('e1', [], [post('z'), post('b')]);
      await commit('e2', [], [post('a'), post('c', { to: 'R-3' })]);
      await commit('e3', [], [post('z')]);
      expect(await due()).toEqual(['z 2', 'b 1', 'a 1', 'c 1']);
    });

    test('a place gets what is for its connection, with what is needed to say it', async () => {
      const { commit, due, store } = await begin();
      await commit('e1', [], [post('a'), post('b', { to: 'R-2', urgency: 'answer' })]);
      expect(await due('slack')).toEqual(['a 1']);
      expect(await due('matrix')).toEqual(['b 1']);
      expect(await due('web')).toEqual([]);
      const [found] = await store.outbox.due('matrix');
      expect(found).toEqual({
        body,
        wanted: 1,
        post: { key: 'post:b', to: 'R-2', view: saying, urgency: 'answer' },
        place: await it.reads.places.byId('R-2'),
        frozen: { made: 0, label: 'non-public', pieces: [] },
      });
    });

    test('a post for a place of the same step is due with it', async () => {
      const { commit, due } = await begin();
      await commit('e1', [room('R-300', 'org:wohnen', 'slack', 'new')], [post('a', { to: 'R-300' })]);
      expect(await due()).toEqual(['a 1']);
    });

    test('a post under another waits for its root and delays nobody', async () => {
      const { commit, due, lane, settle, store } = await begin();
      await commit('e1', [], [post('leaf', { under: 'post:root' }), post('root'), post('next')]);
      expect(await due()).toEqual(['root 1', 'next 1']);
      const fence = await lane();
      await settle(fence, 'root', [{ is: 'sent' }, { is: 'sent' }], { refs: ['m1', 'm2'] });
      expect(await due()).toEqual(['leaf 1', 'next 1']);
      expect((await store.outbox.due('slack'))[0]?.root).toEqual({ connection: 'slack', id: 'm1' });
    });

    test('however many wait for a root that never comes, they hide nobody', async () => {
      const { commit, due } = await begin();
      await commit(
        'e1',
        [],
        Array.from({ length: 120 }, (_, i) => post(`leaf ${i}`, { under: 'post:none' })),
      );
      await commit('e2', [], [post('next')]);
      expect(await due()).toEqual(['next 1']);
    });

    test('however many are looked for, they hide nobody', async () => {
      const { commit, due, lane, settle } = await begin();
      const names = Array.from({ length: 120 }, (_, i) => `lost ${i}`);
      await commit(
        'e1',
        [],
        names.map((name) => post(name)),
      );
      const fence = await lane();
      await Promise.all(names.map((name) => settle(fence, name, [{ is: 'uncertain', absences: 0 }], { waitMs: LONG })));
      await commit('e2', [], [post('next')]);
      expect(await due()).toEqual(['next 1']);
    });

    test('a new post that must wait stops the new ones behind it in its place, but no quiet ones, no edits and no other place', async () => {
      const { commit, due, lane, settle, forward } = await begin();
      const fence = await lane();
      await commit('e1', [], [post('shown'), post('waits')]);
      await settle(fence, 'shown', [{ is: 'sent' }], { refs: ['m1'] });
      await settle(fence, 'waits', [{ is: 'planned', tries: 1 }], { waitMs: LITTLE });
      await commit(
        'e2',
        [],
        [
          post('behind'),
          post('answer', { urgency: 'answer' }),
          post('quiet', { urgency: 'quiet' }),
          post('elsewhere', { to: 'R-3' }),
          post('shown'),
        ],
      );
      expect(await due()).toEqual(['shown 2', 'quiet 1', 'elsewhere 1']);
      await forward(LONG);
      expect(await due()).toEqual(['shown 2', 'waits 1', 'behind 1', 'answer 1', 'quiet 1', 'elsewhere 1']);
    });

    test('one on its way stops those behind it, one that may be there already does not', async () => {
      const { commit, due, lane, settle, forward } = await begin();
      const fence = await lane();
      await commit('e1', [], [post('first'), post('second')]);
      await settle(fence, 'first', [{ is: 'sending' }], { waitMs: LITTLE });
      expect(await due()).toEqual([]);
      await settle(fence, 'first', [{ is: 'uncertain', absences: 0 }], { waitMs: LITTLE });
      expect(await due()).toEqual(['second 1']);
      await forward(LONG);
      expect(await due()).toEqual(['first 1', 'second 1']);
    });

    test('a quiet one that waits stops nobody', async () => {
      const { commit, due, lane, settle } = await begin();
      const fence = await lane();
      await commit('e1', [], [post('tally', { urgency: 'quiet' }), post('next')]);
      await settle(fence, 'tally', [{ is: 'planned', tries: 3 }], { waitMs: LONG });
      expect(await due()).toEqual(['next 1']);
    });

    test('what is settled is not due, until it is wanted anew', async () => {
      const { commit, due, lane, settle, reads } = await begin();
      const fence = await lane();
      await commit('e1', [], [post('a'), post('b')]);
      await settle(fence, 'a', [{ is: 'sent' }], { refs: ['m1'] });
      await settle(fence, 'b', [{ is: 'held' }]);
      expect(await due()).toEqual([]);
      expect((await reads.posts.stuck()).map(({ key }) => key)).toEqual(['post:b']);
      await commit('e2', [], [post('a'), post('b')]);
      expect(await due()).toEqual(['a 2', 'b 2']);
      await settle(fence, 'b', [{ is: 'sent' }], { made: 2, refs: ['m2'] });
      expect(await reads.posts.stuck()).toEqual([]);
    });

    test('the last posts of a place are told, newest first, settled or not', async () => {
      const { commit, lane, settle, reads } = await begin();
      const fence = await lane();
      await commit('e1', [], [post('a'), post('b', { to: 'R-3' }), post('c')]);
      await commit('e2', [], [post('d'), post('a')]);
      await settle(fence, 'c', [{ is: 'sent' }], { refs: ['m1'] });
      const keys = async (place: 'R-1' | 'R-3', most: number) =>
        (await reads.posts.lastIn(place, most)).map(({ key }) => key);
      expect(await keys('R-1', 10)).toEqual(['post:d', 'post:c', 'post:a']);
      expect(await keys('R-1', 2)).toEqual(['post:d', 'post:c']);
      expect(await keys('R-3', 2)).toEqual(['post:b']);
    });

    test('what is wanted while it is on its way stays due for a later revision', async () => {
      const { commit, due, lane, settle } = await begin();
      const fence = await lane();
      await commit('e1', [], [post('a')]);
      await settle(fence, 'a', [{ is: 'sending' }], { waitMs: LITTLE });
      await commit('e2', [], [post('a')]);
      await settle(fence, 'a', [{ is: 'sent' }], { made: 1, refs: ['m1'] });
      expect(await due()).toEqual(['a 2']);
    });

    test('what is due comes back as it was frozen: its words, its states, its references', async () => {
      const { commit, lane, settle, store, reads } = await begin();
      const fence = await lane();
      await commit('e1', [], [post('a')]);
      const states = [
        { is: 'sent' },
        { is: 'planned', tries: 4 },
        { is: 'uncertain', absences: 1 },
        { is: 'held' },
        planned,
      ] as const;
      await settle(fence, 'a', states, { made: 1, refs: ['m1', 'm2'] });
      const [found] = await store.outbox.due('slack');
      expect(found?.frozen).toMatchObject({
        made: 1,
        label: 'public',
        pieces: [
          { n: 0, state: states[0], ref: { connection: 'slack', id: 'm1' } },
          { n: 1, state: states[1], ref: { connection: 'slack', id: 'm2' }, content: 'words 1' },
          { n: 2, state: states[2], content: 'words 2' },
          { n: 3, state: states[3], content: 'words 3' },
          { n: 4, state: states[4], content: 'words 4' },
        ],
      });
      expect(found?.frozen.pieces.map((piece) => 'content' in piece)).toEqual([false, true, true, true, true]);
      expect(found?.frozen.pieces.map((piece) => 'ref' in piece)).toEqual([true, true, false, false, false]);
      expect((await reads.posts.refs('post:a')).map(({ id }) => id)).toEqual(['m1', 'm2']);
      expect(await reads.posts.shownAt({ connection: 'slack', id: 'm2' })).toEqual(post('a'));
      expect(await reads.posts.shownAt({ connection: 'matrix', id: 'm2' })).toBeUndefined();
    });

    test('a place that has us no longer, or that is encrypted, gets nothing until we are back', async () => {
      const { commit, due, reads } = await begin();
      const place = await reads.places.byId('R-1');
      if (place === undefined) throw new Error('no place');
      await commit('e1', [], [post('a'), post('b', { to: 'R-3' })]);
      for (const state of ['gone', 'encrypted'] as const) {
        await commit(state, [save('place', { ...place, state })]);
        expect(await due()).toEqual(['b 1']);
      }
      await commit('back', [save('place', { ...place, state: 'joined' })]);
      expect(await due()).toEqual(['a 1', 'b 1']);
    });

    test('many commits at once keep one order within a place, over two replicas', async () => {
      const { store, replica } = await begin();
      const stores = [store, replica()];
      const order: string[] = [];
      await Promise.all(
        Array.from({ length: 40 }, async (_, i) => {
          const over = stores[i % 2] ?? store;
          for (;;) {
            const reading = over.read(body);
            const n = (await reading.reads.counters.last('U')) + 1;
            if ((await writing(over).commit(`e${i}`, [counter('U', n)], [post(`${i}`)], reading)).is === 'stale')
              continue;
            order[n - 1] = `${i} 1`;
            return;
          }
        }),
      );
      expect(await it.due()).toEqual(order);
    });
  });
