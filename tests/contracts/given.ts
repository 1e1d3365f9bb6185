import type { Post } from '../../src/core/messages.ts';
import type { Piece, PieceState } from '../../src/core/model/delivery.ts';
import type { BodyId, MessageRef } from '../../src/core/model/place.ts';
import type { PostKey } from '../../src/core/model/post.ts';
import { no, ok } from '../../src/core/model/result.ts';
import type { Fence, Frozen, Reading, Store } from '../../src/core/ports.ts';
import { type Change, type Refusal, type Rows, save } from '../../src/core/step.ts';
import { body, district } from '../support/district.ts';
import { makeStore, type StoreKind } from '../support/stores.ts';

export const other: BodyId = 'body:other';
export const saying = { view: 'poll', poll: 'U-1' } as const;

/** Not about anything that there is: a store does not look into what a post shows. */
export const post = (name: string, more: Partial<Post> = {}): Post => ({
  key: `post:${name}`,
  to: 'R-1',
  view: saying,
  urgency: 'notice',
  ...more,
});
export const counter = (of: Rows['counter']['of'], last: number): Change => save('counter', { of, last });

export const writing = (store: Store, of: BodyId = body) => {
  const nothingRead = () => store.read(of);
  return {
    commit: (
      cause: string,
      changes: readonly Change[] = [],
      posts: readonly Post[] = [],
      relied: Reading = nothingRead(),
    ) =>
      store.ledger.commit({
        body: of,
        cause,
        expect: relied.relied(),
        decision: ok({ save: changes, posts, say: saying }),
      }),
    refuse: (cause: string, refusal: Refusal) =>
      store.ledger.commit({ body: of, cause, expect: [], decision: no(refusal) }),
  };
};

/** A store with the small district in it, and what its tests say again and again. */
export const given = async (kind: StoreKind) => {
  const made = await makeStore(kind);
  const { store } = made;
  await store.ledger.commit({ body, cause: 'import', expect: [], decision: ok({ save: district, posts: [] }) });
  const lane = async (replica = 'r1', connection = 'slack'): Promise<Fence> => {
    const fence = await store.lanes.take(connection, replica);
    if (fence === undefined) throw new Error(`${replica} gets no lane`);
    return fence;
  };
  return {
    ...made,
    ...writing(store),
    lane,
    reads: store.read(body).reads,
    due: async (connection = 'slack') =>
      (await store.outbox.due(connection)).map(({ post: { key }, wanted }) => `${key.slice('post:'.length)} ${wanted}`),
    /** As `deliver` writes it: one piece for each state. */
    async settle(
      fence: Fence,
      name: string,
      states: readonly PieceState[],
      more: { made?: number; waitMs?: number; refs?: readonly string[] } = {},
    ) {
      const { made: revision = 1, waitMs = 0, refs = [] } = more;
      const pieces = states.map((state, n): Piece => {
        const id = refs[n];
        return {
          n,
          state,
          waitMs,
          ...(id !== undefined && { ref: refOf(fence, id) }),
          ...(state.is !== 'sent' && { content: `words ${n}` }),
        };
      });
      const frozen: Frozen = { made: revision, label: 'public', pieces };
      const key: PostKey = `post:${name}`;
      return store.outbox.save(fence, { body, key, frozen });
    },
  };
};
export type Given = Awaited<ReturnType<typeof given>>;
const refOf = ({ connection }: Fence, id: string): MessageRef => ({ connection, id });

export const otherBody: Change = save('body', {
  id: other,
  name: 'Landkreis Nebenan',
  issuer: [],
  signature: 'Der Landrat',
  land: 'BW',
  zone: 'Europe/Berlin',
  language: 'de',
  holidays: [],
});
