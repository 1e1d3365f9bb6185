import type { Post } from '../../core/messages.ts';
import { type Piece, settled } from '../../core/model/delivery.ts';
import type { BodyId, Label, MessageRef, Place, PlaceId } from '../../core/model/place.ts';
import type { PostKey, Urgency } from '../../core/model/post.ts';
import type { Json } from '../../core/model/result.ts';
import type { Delivery, Due, Fence } from '../../core/ports.ts';
import type { Queries } from '../database.ts';
import { ready } from '../queue.ts';

/** A room with a long backlog is looked at bit by bit, so that it hides no other: what may go out and what holds others up apart. */
const PER_PLACE = 50;

type PieceRow = { n: number; state: Piece['state']; content: Json; connection: string | null; message: string | null };
type PostRow = {
  body: BodyId;
  key: PostKey;
  under: PostKey | null;
  view: Post['view'];
  urgency: Urgency;
  wanted: number;
  made: number;
  label: Label;
  waits: boolean;
  place: Place;
  pieces: readonly PieceRow[];
  rootConnection: string | null;
  rootMessage: string | null;
};

export const due = async (db: Queries, connection: string): Promise<readonly Due[]> => {
  const rows = await db.$queryRawUnsafe<PostRow[]>(
    `select p.body, p.key, p.under, p.view, p.urgency, p.wanted, p.made, p.label, p.waits, p.value as place, p."rootConnection", p."rootMessage",
       coalesce((select jsonb_agg(to_jsonb(i) order by i.n) from "Piece" i where i.body = p.body and i.post = p.key), '[]') as pieces
     from (select p.*, row_number() over (partition by p.body, p.place, p.ordered, p.waits order by p.seq) as nth
       from (select p.*, l.value, p.due > now() as waits, root.connection as "rootConnection", root.message as "rootMessage",
           p.urgency <> 'quiet' and not exists (select from "Piece" i where i.body = p.body and i.post = p.key and (i.message is not null or i.state->>'is' = 'uncertain')) as ordered
         from "Post" p join "Place" l on l.body = p.body and l.id = p.place
         left join "Post" parent on parent.body = p.body and parent.key = p.under
         left join "Piece" root on root.body = p.body and root.post = coalesce(parent.under, p.under) and root.n = 0
         where p.connection = $1 and p.open and l.value->>'state' = 'joined' and (p.under is null or root.message is not null)) p
       where p.ordered or not p.waits) p
     where p.nth <= ${PER_PLACE} order by p.seq`,
    connection,
  );
  return ready(
    rows.map(
      ({ body, key, under, view, urgency, wanted, made, label, waits, place, pieces, rootConnection, rootMessage }) => {
        const root =
          rootConnection === null || rootMessage === null ? undefined : { connection: rootConnection, id: rootMessage };
        const post: Post = { key, to: place.id, view, urgency, ...(under !== null && { under }) };
        const frozen = { made, label, pieces: pieces.map(pieceOf) };
        return {
          body,
          post,
          place,
          wanted,
          frozen,
          ...(root && { root }),
          waits,
          rootless: under !== null && root === undefined,
        };
      },
    ),
  );
};
const pieceOf = ({ n, state, content, connection, message }: PieceRow): Piece => ({
  n,
  state,
  waitMs: 0,
  ...(content !== null && { content }),
  ...(connection !== null && message !== null && { ref: { connection, id: message } }),
});

/** Commits and deliveries write the same posts, in orders of their own: whoever writes locks them in this one first. */
export const lockPosts = `select from "Post" p join r using (body, key) order by p.body, p.key for update of p`;

/**
 * A batch of deliveries, each under its fence, as one statement: either all of it happens or none, in one round trip. The
 * lanes are locked first, and what is then read of them is never older. What was held stays visible as `stuck`.
 */
export const saveBatch = async (
  db: Queries,
  batch: readonly { fence: Fence; delivery: Delivery }[],
): Promise<readonly ('done' | 'fenced')[]> => {
  const records = batch.map(({ fence, delivery: { body, key, frozen } }, nth) => ({
    nth,
    ...fence,
    body,
    key,
    made: frozen.made,
    label: frozen.label,
    stuck: frozen.pieces.some(({ state }) => state.is === 'held'),
    wait: Math.max(0, ...frozen.pieces.map(({ waitMs }) => waitMs)),
    settled: frozen.pieces.every(settled),
    pieces: frozen.pieces.map(({ n, state, content, ref }) => ({
      n,
      state,
      content,
      connection: ref?.connection,
      message: ref?.id,
    })),
  }));
  const held = await db.$queryRawUnsafe<{ nth: number }[]>(
    `with asked as materialized (select * from jsonb_to_recordset($1::jsonb) as r(nth integer, connection text, token integer, body text, key text, made integer, label text, stuck boolean, wait double precision, settled boolean, pieces jsonb)),
       lanes as materialized (select connection, token from "Lane" where connection in (select connection from asked) order by connection for share),
       held as materialized (select asked.* from asked join lanes using (connection, token)),
       r as materialized (select distinct on (body, key) * from held order by body, key, nth desc),
       locked as materialized (${lockPosts}),
       posts as (
         update "Post" p set made = r.made, label = r.label, stuck = r.stuck, due = now() + r.wait * interval '1 millisecond', open = not r.settled or r.made <> p.wanted
         from r cross join (select count(*) from locked) as all_locked where p.body = r.body and p.key = r.key),
       pieces as (
         insert into "Piece" (body, post, n, state, content, connection, message)
         select r.body, r.key, i.n, i.state, i.content, i.connection, i.message
         from r cross join (select count(*) from locked) as all_locked
         cross join jsonb_to_recordset(r.pieces) as i(n integer, state jsonb, content jsonb, connection text, message text)
         on conflict (body, post, n) do update set state = excluded.state, content = excluded.content, connection = excluded.connection, message = excluded.message)
     select nth from held`,
    JSON.stringify(records),
  );
  const done = new Set(held.map(({ nth }) => nth));
  return batch.map((_, nth) => (done.has(nth) ? 'done' : 'fenced'));
};

export const postReads = (db: Queries, body: BodyId) => ({
  async shownAt({ connection, id }: MessageRef) {
    const [found] = await db.$queryRawUnsafe<StoredPost[]>(
      `select p.key, p.place as to, p.under, p.view, p.urgency from "Piece" i join "Post" p on p.body = i.body and p.key = i.post
       where i.body = $1 and i.connection = $2 and i.message = $3 limit 1`,
      body,
      connection,
      id,
    );
    return found && plain(found);
  },
  async byKey(key: PostKey) {
    const [found] = await db.$queryRawUnsafe<StoredPost[]>(
      `select key, place as to, under, view, urgency from "Post" where body = $1 and key = $2`,
      body,
      key,
    );
    return found && plain(found);
  },
  async lastIn(place: PlaceId, most: number) {
    const found = await db.$queryRawUnsafe<StoredPost[]>(
      `select key, place as to, under, view, urgency from "Post" where body = $1 and place = $2 order by seq desc limit $3`,
      body,
      place,
      most,
    );
    return found.map(plain);
  },
  /** Threads do not nest: what is under something in a thread hangs on that thread's root. */
  async root(key: PostKey) {
    const [found] = await db.$queryRawUnsafe<MessageRef[]>(
      `select i.connection, i.message as id from "Post" p join "Piece" i on i.body = p.body and i.post = coalesce(p.under, p.key) and i.n = 0
       where p.body = $1 and p.key = $2 and i.message is not null`,
      body,
      key,
    );
    return found;
  },
  async refs(key: PostKey) {
    return db.$queryRawUnsafe<MessageRef[]>(
      `select connection, message as id from "Piece" where body = $1 and post = $2 and message is not null order by n`,
      body,
      key,
    );
  },
  async stuck() {
    const found = await db.$queryRawUnsafe<StoredPost[]>(
      `select key, place as to, under, view, urgency from "Post" where body = $1 and stuck order by seq limit 100`,
      body,
    );
    return found.map(plain);
  },
});
type StoredPost = Omit<Post, 'under'> & { under: PostKey | null };
const plain = ({ under, ...post }: StoredPost): Post => ({
  ...post,
  ...(under !== null && { under }),
});
