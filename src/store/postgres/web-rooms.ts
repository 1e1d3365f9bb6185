import type { WebMessage, WebRooms, WebSaid } from '../../core/ports.ts';
import type { Database } from '../database.ts';
import { listening } from './woken.ts';

type Row = Omit<WebMessage, 'at' | 'under' | 'by' | 'content'> & {
  at: Date;
  under: number | null;
  author: string | null;
  content: NonNullable<WebMessage['content']> | null;
};
const message = ({ at, under, author, content, ...rest }: Row): WebMessage => ({
  ...rest,
  at: at.toISOString(),
  ...(under !== null && { under }),
  ...(author !== null && { by: author }),
  ...(content !== null && { content }),
});
const columns = 'body, n, change, room, name, under, author, revision, content, at';
/** As posts are announced: listening is one session for all. */
const channelOf = (body: string): string => `web/${body}`;

type Wake = { woken(channel: string, listener: () => void): () => void };
export const webRooms = (db: Database, wake: Wake, reached: <T>(work: Promise<T>) => Promise<T>): WebRooms => {
  const all = async (sql: string, ...values: readonly unknown[]): Promise<readonly WebMessage[]> =>
    (await reached(db.$queryRawUnsafe<Row[]>(sql, ...values))).map(message);
  /** The counter's row is locked until the commit: whoever reads on from a number has seen all below it. */
  const counted = `insert into "WebCounter" (body, n) values ($1, 1)
    on conflict (body) do update set n = "WebCounter".n + 1 returning n`;
  const told = `pg_notify('${listening}', 'web/' || $1)`;
  const byName: WebRooms['byName'] = async (body, name) =>
    (await all(`select ${columns} from "WebMessage" where body = $1 and name = $2`, body, name))[0];
  const write = async (said: WebSaid): Promise<number> => {
    const [row] = await reached(
      db.$queryRawUnsafe<{ n: number | null }[]>(
        `with counter as (${counted}),
           written as (
             insert into "WebMessage" (body, n, change, room, name, under, author, revision, content, at)
               select $1, n, n, $2, $3, $4::int, $5::text, $6::int, $7::jsonb, $8::timestamptz from counter
             on conflict (body, name) do update set change = excluded.change, revision = excluded.revision, content = excluded.content
               where "WebMessage".revision <= excluded.revision and "WebMessage".content is distinct from excluded.content
                 and "WebMessage".content is not null
             returning n)
         select coalesce((select n from written), (select n from "WebMessage" where body = $1 and name = $3)) n, ${told}::text
           from counter`,
        said.body,
        said.room,
        said.name,
        said.under ?? null,
        said.by ?? null,
        said.revision,
        JSON.stringify(said.content),
        said.at,
      ),
    );
    // the same, written by another while we waited: what this statement sees of the table is older
    const n = row?.n ?? (await byName(said.body, said.name))?.n;
    if (n === undefined) throw new Error('not written');
    return n;
  };
  return {
    write,
    byName,
    byNumber: async (body, n) =>
      (await all(`select ${columns} from "WebMessage" where body = $1 and n = $2`, body, n))[0],
    async revise(body, n, revision, content) {
      const [row] = await reached(
        db.$queryRawUnsafe<{ n: number }[]>(
          `with counter as (${counted}),
             revised as (
               update "WebMessage" set content = $4::jsonb, revision = revision + 1, change = counter.n from counter
               where "WebMessage".body = $1 and "WebMessage".n = $2::int and revision = $3::int and content is not null returning 1)
           select (select count(*) from revised)::int n, ${told}::text from counter`,
          body,
          n,
          revision,
          JSON.stringify(content),
        ),
      );
      return row?.n === 1;
    },
    async remove(body, n) {
      await reached(
        db.$queryRawUnsafe(
          `with counter as (${counted}),
             removed as (
               update "WebMessage" set content = null, change = counter.n from counter
               where "WebMessage".body = $1 and "WebMessage".n = $2::int and content is not null returning 1)
           select (select count(*) from removed)::int, ${told}::text from counter`,
          body,
          n,
        ),
      );
    },
    last: async (body, room, most, before) =>
      (
        await all(
          `select ${columns} from "WebMessage" where body = $1 and ($2::text is null or room = $2) and n < $3 order by n desc limit $4`,
          body,
          room ?? null,
          before ?? 2_147_483_647,
          most,
        )
      ).toReversed(),
    since: (body, rooms, change) =>
      all(
        `select ${columns} from "WebMessage" where body = $1 and change > $2 and ($3::text[] is null or room = any($3)) order by change limit 500`,
        body,
        change,
        rooms ?? null,
      ),
    async newest(body) {
      const [row] = await reached(
        db.$queryRawUnsafe<{ n: number }[]>(`select n from "WebCounter" where body = $1`, body),
      );
      return row?.n ?? 0;
    },
    async first(body) {
      const [row] = await reached(
        db.$queryRawUnsafe<{ n: number }[]>(
          `select coalesce((select min(n) from "WebMessage" where body = $1), (select n + 1 from "WebCounter" where body = $1), 1) n`,
          body,
        ),
      );
      return row?.n ?? 1;
    },
    async read(body, reader, room, n) {
      await reached(
        db.$executeRawUnsafe(
          `insert into "WebRead" (body, reader, room, n) values ($1, $2, $3, $4)
           on conflict (body, reader, room) do update set n = excluded.n where "WebRead".n < excluded.n`,
          body,
          reader,
          room,
          n,
        ),
      );
    },
    async seen(body, reader, room) {
      const [row] = await reached(
        db.$queryRawUnsafe<{ n: number }[]>(
          `select n from "WebRead" where body = $1 and reader = $2 and room = $3`,
          body,
          reader,
          room,
        ),
      );
      return row?.n ?? 0;
    },
    async unread(body, reader, rooms) {
      const rows = await reached(
        db.$queryRawUnsafe<{ room: string; n: number }[]>(
          `select m.room, count(*)::int n from "WebMessage" m left join "WebRead" r on r.body = m.body and r.reader = $2 and r.room = m.room
           where m.body = $1 and m.room = any($3) and m.n > coalesce(r.n, 0) and m.content is not null and m.author is distinct from $2
           group by m.room`,
          body,
          reader,
          rooms,
        ),
      );
      return Object.fromEntries(rows.map(({ room, n }) => [room, n]));
    },
    async stir(body) {
      await reached(db.$queryRawUnsafe(`select ${told}::text`, body));
    },
    changed: (body, listener) => wake.woken(channelOf(body), listener),
  };
};
