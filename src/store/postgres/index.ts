import type pg from 'pg';
import type { Json } from '../../core/model/result.ts';
import {
  type Delivery,
  type Entry,
  type Fence,
  InDoubt,
  type Store,
  type Timer,
  Unavailable,
  type WebRooms,
} from '../../core/ports.ts';
import { connect, type Database } from '../database.ts';
import { gather } from '../gather.ts';
import { across, reading } from '../reads.ts';
import { unreachable } from './faults.ts';
import { commitBatch } from './ledger.ts';
import { due, postReads, saveBatch } from './outbox.ts';
import { postgresSource } from './source.ts';
import { webRooms } from './web-rooms.ts';
import { wakes } from './woken.ts';

export type PostgresStore = Store & {
  database: Database;
  webRooms: WebRooms;
  /** What all replicas share under a name; the first that asks gives it. */
  kept(name: string, first: () => string): Promise<string>;
  /** What others have sealed, under names of theirs; undefined takes it away. */
  sealed: {
    read(name: string): Promise<string | undefined>;
    write(name: string, value: string | undefined): Promise<void>;
  };
  keep(name: string, value: string): Promise<void>;
  /** Whether it answers, and has its tables. */
  ready(): Promise<boolean>;
  /** How many posts are still on their way there. */
  underWay(connection: string): Promise<number>;
  /** Everything but the lanes, for ever: only a trial begins anew. Pages are still open: their numbers go on. */
  clear(): Promise<void>;
  end(): Promise<void>;
};

/** The store on PostgreSQL. What fails because the server is away fails as `Unavailable`. */
export const postgresStore = (at: pg.PoolConfig, later: Timer): PostgresStore => {
  const db = connect(at);
  const wake = wakes(at, later);
  const reached = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw !(error instanceof Unavailable) && unreachable(error)
        ? new Unavailable('the database cannot be reached', { cause: error })
        : error;
    });
  const source = postgresSource(db, reached);
  const together = <In, Out>(batch: (items: readonly In[]) => Promise<readonly Out[]>) =>
    gather((items: readonly In[]) => reached(batch(items)), { hopeless: (error) => error instanceof Unavailable });
  const commit = together(async (entries: readonly Entry[]) => {
    let written = false;
    try {
      return await db.$transaction(async (tx) => {
        const answers = await commitBatch(tx, entries);
        written = true;
        return answers;
      });
    } catch (error) {
      throw written && unreachable(error) ? new InDoubt('lost while committing', { cause: error }) : error;
    }
  });
  const save = together((batch: readonly { fence: Fence; delivery: Delivery }[]) => saveBatch(db, batch));

  return {
    database: db,
    across: across(source),
    ledger: { commit },
    read: (body) => {
      const posts = postReads(db, body);
      return reading(source, body, {
        shownAt: (ref) => reached(posts.shownAt(ref)),
        refs: (key) => reached(posts.refs(key)),
        byKey: (key) => reached(posts.byKey(key)),
        lastIn: (place, most) => reached(posts.lastIn(place, most)),
        root: (key) => reached(posts.root(key)),
        stuck: () => reached(posts.stuck()),
      });
    },
    outbox: { due: (connection) => reached(due(db, connection)), save: (fence, delivery) => save({ fence, delivery }) },
    lanes: {
      async take(connection, replica) {
        const [lane] = await reached(
          db.$queryRawUnsafe<Fence[]>(
            `insert into "Lane" (connection, token, replica, until) values ($1, 1, $2, now() + interval '3 seconds')
           on conflict (connection) do update set token = case when "Lane".replica = $2 then "Lane".token else "Lane".token + 1 end,
             replica = $2, until = excluded.until
           where "Lane".replica = $2 or "Lane".until <= now() returning connection, token`,
            connection,
            replica,
          ),
        );
        return lane;
      },
      async leave({ connection, token }) {
        await reached(
          db.$executeRawUnsafe(
            `update "Lane" set until = '-infinity', replica = '' where connection = $1 and token = $2`,
            connection,
            token,
          ),
        );
      },
    },
    shelf: ({ connection, token }) => ({
      async read(prefix) {
        const rows = await reached(
          db.$queryRawUnsafe<{ key: string; value: Json }[]>(
            `select key, value from "Shelf" where connection = $1 and starts_with(key, $2) order by key`,
            connection,
            prefix,
          ),
        );
        return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
      },
      write: (changes) =>
        reached(
          db.$transaction(async (tx) => {
            const held = await tx.$queryRawUnsafe<unknown[]>(
              `select 1 from "Lane" where connection = $1 and token = $2 for share`,
              connection,
              token,
            );
            if (held.length === 0) return 'fenced' as const;
            await tx.$executeRawUnsafe(
              `with changes as (select key, value, value = 'null' as gone from jsonb_each($2::jsonb)),
             taken as (delete from "Shelf" where connection = $1 and key in (select key from changes where gone))
             insert into "Shelf" (connection, key, value) select $1, key, value from changes where not gone
             on conflict (connection, key) do update set value = excluded.value`,
              connection,
              JSON.stringify(changes),
            );
            return 'done' as const;
          }),
        ),
    }),
    woken: wake.woken,
    webRooms: webRooms(db, wake, reached),
    async kept(name, first) {
      const [row] = await reached(
        db.$queryRawUnsafe<{ value: string }[]>(
          `insert into "Kept" (name, value) values ($1, $2) on conflict (name) do update set name = excluded.name returning value`,
          name,
          first(),
        ),
      );
      return row?.value ?? first();
    },
    async keep(name, value) {
      await reached(
        db.$executeRawUnsafe(
          `insert into "Kept" (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`,
          name,
          value,
        ),
      );
    },
    sealed: {
      async read(name) {
        const [row] = await reached(
          db.$queryRawUnsafe<{ value: string }[]>(`select value from "Kept" where name = $1`, name),
        );
        return row?.value;
      },
      async write(name, value) {
        await reached(
          value === undefined
            ? db.$executeRawUnsafe(`delete from "Kept" where name = $1`, name)
            : db.$executeRawUnsafe(
                `insert into "Kept" (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`,
                name,
                value,
              ),
        );
      },
    },
    ready: () =>
      db.$queryRawUnsafe(`select 1 from "_prisma_migrations" limit 1`).then(
        () => true,
        () => false,
      ),
    async underWay(connection) {
      const [row] = await reached(
        db.$queryRawUnsafe<{ n: number }[]>(
          `select count(*)::int n from "Post" where connection = $1 and open and not stuck`,
          connection,
        ),
      );
      return row?.n ?? 0;
    },
    async clear() {
      await reached(
        db.$transaction(async (tx) => {
          const [names] = await tx.$queryRawUnsafe<{ all: string }[]>(
            `select string_agg(format('%I', tablename), ', ') as all from pg_tables where schemaname = 'public'
               and tablename not in ('Body', 'WebCounter', 'Lane', '_prisma_migrations')`,
          );
          await tx.$executeRawUnsafe(`truncate ${names?.all}`);
          await tx.$executeRawUnsafe(`update "WebCounter" set n = n + 1`); // so that a page from before knows itself
        }),
      );
    },
    async end() {
      await wake.end();
      await db.$disconnect();
    },
  };
};
