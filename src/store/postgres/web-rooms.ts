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
  type Tx = Pick<Database, '$queryRawUnsafe' | '$executeRawUnsafe'>;
  /** The counter's row is locked until the commit: whoever reads on from a number has seen all below it. */
  const counted = async (tx: Tx, body: string): Promise<number> => {
    const [counter] = await tx.$queryRawUnsafe<{ n: number }[]>(
      `insert into "WebCounter" (body, n) values ($1, 1) on conflict (body) do update set n = "WebCounter".n + 1 returning n`,
      body,
    );
    await tx.$executeRawUnsafe(`select pg_notify('${listening}', $1)`, channelOf(body));
    return counter?.n ?? 1;
  };
  const write = (said: WebSaid) =>
    reached(
      db.$transaction(async (tx) => {
        const n = await counted(tx, said.body);
        const [row] = await tx.$queryRawUnsafe<{ n: number }[]>(
          `insert into "WebMessage" (body, n, change, room, name, under, author, revision, content, at)
             values ($1, $2, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::timestamptz)
           on conflict (body, name) do update set change = excluded.change, revision = excluded.revision, content = excluded.content
             where "WebMessage".revision <= excluded.revision and "WebMessage".content is distinct from excluded.content
               and "WebMessage".content is not null
           returning n`,
          said.body,
          n,
          said.room,
          said.name,
          said.under ?? null,
          said.by ?? null,
          said.revision,
          JSON.stringify(said.content),
          said.at,
        );
        if (row !== undefined) return row.n;
        const [before] = await tx.$queryRawUnsafe<{ n: number }[]>(
          `select n from "WebMessage" where body = $1 and name = $2`,
          said.body,
          said.name,
        );
        return before?.n ?? n;
      }),
    );
  return {
    write,
    byName: async (body, name) =>
      (await all(`select ${columns} from "WebMessage" where body = $1 and name = $2`, body, name))[0],
    byNumber: async (body, n) =>
      (await all(`select ${columns} from "WebMessage" where body = $1 and n = $2`, body, n))[0],
    async remove(body, n) {
      await reached(
        db.$transaction(async (tx) => {
          const change = await counted(tx, body);
          await tx.$executeRawUnsafe(
            `update "WebMessage" set content = null, change = $3 where body = $1 and n = $2 and content is not null`,
            body,
            n,
            change,
          );
        }),
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
        `select ${columns} from "WebMessage" where body = $1 and change > $2 and room = any($3) order by change limit 500`,
        body,
        change,
        rooms,
      ),
    async newest(body) {
      const [row] = await reached(
        db.$queryRawUnsafe<{ n: number }[]>(`select n from "WebCounter" where body = $1`, body),
      );
      return row?.n ?? 0;
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
    changed: (body, listener) => wake.woken(channelOf(body), listener),
  };
};
