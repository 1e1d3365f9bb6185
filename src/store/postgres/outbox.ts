import type { Post } from '../../core/messages.ts';
import { type Piece, settled } from '../../core/model/delivery.ts';
import type { BodyId, Label, MessageRef, Place } from '../../core/model/place.ts';
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
         left join "Piece" root on root.body = p.body and root.post = p.under and root.n = 0
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

/** A batch of deliveries, each under its fence. What became uncertain or was held stays visible as `stuck`. */
export const saveBatch = async (
  tx: Queries,
  batch: readonly { fence: Fence; delivery: Delivery }[],
): Promise<readonly ('done' | 'fenced')[]> => {
  const lanes = await tx.$queryRawUnsafe<Fence[]>(
    `select connection, token from "Lane" where connection = any($1::text[]) order by connection for share`,
    [...new Set(batch.map(({ fence }) => fence.connection))],
  );
  const held = batch.map(({ fence }) =>
    lanes.some(({ connection, token }) => connection === fence.connection && token === fence.token),
  );
  const mine = new Map(
    batch.flatMap(({ delivery }, i) => (held[i] ? [[`${delivery.body}/${delivery.key}`, delivery] as const] : [])),
  );
  if (mine.size > 0) {
    const all = [...mine.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    await tx.$executeRawUnsafe(
      `with r as materialized (select * from jsonb_to_recordset($1::jsonb) as r(body text, key text, made integer, label text, stuck boolean, wait double precision, settled boolean)),
         locked as materialized (${lockPosts})
       update "Post" p set made = r.made, label = r.label, stuck = r.stuck, due = now() + r.wait * interval '1 millisecond', open = not r.settled or r.made <> p.wanted
       from r cross join (select count(*) from locked) as all_locked where p.body = r.body and p.key = r.key`,
      JSON.stringify(
        all.map(({ body, key, frozen: { made, label, pieces } }) => ({
          body,
          key,
          made,
          label,
          stuck: pieces.some(({ state }) => state.is === 'held'),
          wait: Math.max(0, ...pieces.map(({ waitMs }) => waitMs)),
          settled: pieces.every(settled),
        })),
      ),
    );
    await tx.$executeRawUnsafe(
      `insert into "Piece" (body, post, n, state, content, connection, message) select body, post, n, state, content, connection, message
       from jsonb_to_recordset($1::jsonb) as r(body text, post text, n integer, state jsonb, content jsonb, connection text, message text)
       on conflict (body, post, n) do update set state = excluded.state, content = excluded.content, connection = excluded.connection, message = excluded.message`,
      JSON.stringify(
        all.flatMap(({ body, key, frozen: { pieces } }) =>
          pieces.map(({ n, state, content, ref }) => ({
            body,
            post: key,
            n,
            state,
            content,
            connection: ref?.connection,
            message: ref?.id,
          })),
        ),
      ),
    );
  }
  return held.map((is) => (is ? 'done' : 'fenced'));
};

export const postReads = (db: Queries, body: BodyId) => ({
  async shownAt({ connection, id }: MessageRef) {
    const [found] = await db.$queryRawUnsafe<(Omit<Post, 'under'> & { under: PostKey | null })[]>(
      `select p.key, p.place as to, p.under, p.view, p.urgency from "Piece" i join "Post" p on p.body = i.body and p.key = i.post
       where i.body = $1 and i.connection = $2 and i.message = $3 limit 1`,
      body,
      connection,
      id,
    );
    return found && plain(found);
  },
  async refs(key: PostKey) {
    return db.$queryRawUnsafe<MessageRef[]>(
      `select connection, message as id from "Piece" where body = $1 and post = $2 and message is not null order by n`,
      body,
      key,
    );
  },
  async stuck() {
    const found = await db.$queryRawUnsafe<(Omit<Post, 'under'> & { under: PostKey | null })[]>(
      `select key, place as to, under, view, urgency from "Post" where body = $1 and stuck order by seq limit 100`,
      body,
    );
    return found.map(plain);
  },
});
const plain = ({ under, ...post }: Omit<Post, 'under'> & { under: PostKey | null }): Post => ({
  ...post,
  ...(under !== null && { under }),
});
