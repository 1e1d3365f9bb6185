import type { BodyId } from '../../core/model/place.ts';
import type { Committed, Entry } from '../../core/ports.ts';
import type { Said, Table } from '../../core/step.ts';
import type { Queries } from '../database.ts';
import { causeName, type Known, settle, type Written } from '../settle.ts';
import { changeName, describe, keyOf, readRowName, rowName, tableNames } from '../tables.ts';
import { lockPosts } from './outbox.ts';
import { listening } from './woken.ts';

const quoted = (names: readonly string[], prefix = ''): string => names.map((name) => `${prefix}"${name}"`).join(', ');
const keyColumns = (table: Table): readonly string[] => ['body', ...Object.keys(describe(table).key)];
const typed = (names: readonly string[]): string => names.map((name) => `"${name}" text`).join(', ');

/**
 * One transaction for a batch. All that it reads or writes is locked first, by name and in order, so that rows which do
 * not exist yet are locked too and no two batches wait for each other; then it is settled in memory and written at once.
 */
export const commitBatch = async (tx: Queries, entries: readonly Entry[]): Promise<readonly Committed[]> => {
  await lock(tx, entries);
  const { answers, written } = settle(entries, await known(tx, entries));
  await write(tx, written);
  return answers;
};

const lock = async (tx: Queries, entries: readonly Entry[]): Promise<void> => {
  const alone = new Map<string, boolean>();
  for (const { body, cause, expect, decision } of entries) {
    for (const { row } of expect) if (!alone.has(row)) alone.set(row, false);
    alone.set(causeName(body, cause), true);
    if (!decision.ok) continue;
    for (const change of decision.value.save) alone.set(changeName(body, change), true);
    for (const { to } of decision.value.posts) alone.set(`order/${body}/${to}`, true); // numbering within a place is commit order
  }
  const wanted = JSON.stringify([...alone].map(([name, exclusive]) => ({ name, exclusive })));
  await tx.$queryRawUnsafe(
    `select count(case when exclusive then pg_advisory_xact_lock(k) else pg_advisory_xact_lock_shared(k) end)::int from (
       select hashtextextended(name, 0) k, bool_or(exclusive) exclusive from jsonb_to_recordset($1::jsonb) as r(name text, exclusive boolean)
       group by k order by k offset 0) sorted`,
    wanted,
  );
};

const known = async (tx: Queries, entries: readonly Entry[]): Promise<Known> => {
  const causes = await tx.$queryRawUnsafe<{ body: BodyId; cause: string; said: Said }[]>(
    `select body, cause, said from "Cause" join jsonb_to_recordset($1::jsonb) as r(body text, cause text) using (body, cause)`,
    JSON.stringify(entries.map(({ body, cause }) => ({ body, cause }))),
  );
  const names = new Set(
    entries.flatMap(({ body, expect, decision }) => [
      ...expect.map(({ row }) => row),
      ...(decision.ok ? decision.value.save.map((change) => changeName(body, change)) : []),
    ]),
  );
  const versions = new Map<string, number>();
  const byTable = Map.groupBy([...names].map(readRowName), ([table]) => table);
  const tables = [...byTable.keys()];
  if (tables.length > 0) {
    const part = (table: Table, i: number): string => {
      const keys = keyColumns(table);
      return `select '${table}' as table, jsonb_build_array(${quoted(keys, 't.')}) as key, t.version
        from "${describe(table).model}" t join jsonb_to_recordset($${i + 1}::jsonb) as r(${typed(keys)}) using (${quoted(keys)})`;
    };
    const wanted = tables.map((table) =>
      JSON.stringify(
        (byTable.get(table) ?? []).map(([, ...key]) =>
          Object.fromEntries(keyColumns(table).map((name, i) => [name, key[i]])),
        ),
      ),
    );
    const found = await tx.$queryRawUnsafe<{ table: Table; key: [BodyId, ...string[]]; version: number }[]>(
      tables.map(part).join(' union all '),
      ...wanted,
    );
    for (const {
      table,
      key: [body, ...key],
      version,
    } of found)
      versions.set(rowName(table, body, key), version);
  }
  return { said: new Map(causes.map(({ body, cause, said }) => [causeName(body, cause), said])), versions };
};

const write = async (tx: Queries, { rows, causes, posts }: Written): Promise<void> => {
  const byTable = Map.groupBy(rows.values(), ({ change }) => change.table);
  for (const table of tableNames) {
    const changed = byTable.get(table);
    if (changed === undefined) continue;
    const { model, key, columns } = describe(table);
    const keys = keyColumns(table);
    const others = ['version', ...Object.keys(columns), 'value'];
    const types = Object.entries(columns).map(([name, [type]]) => `"${name}" ${type}`);
    const records = changed.map(({ body, version, change }) => ({
      body,
      ...Object.fromEntries(Object.keys(key).map((name, i) => [name, keyOf(table, change.row as never)[i]])),
      ...Object.fromEntries(Object.entries(columns).map(([name, [, of]]) => [name, of(change.row as never) ?? null])),
      version,
      value: change.row,
    }));
    await tx.$executeRawUnsafe(
      `insert into "${model}" (${quoted([...keys, ...others])}) select ${quoted([...keys, ...others])}
       from jsonb_to_recordset($1::jsonb) as r(${[typed(keys), 'version integer', ...types, 'value jsonb'].join(', ')})
       on conflict (${quoted(keys)}) do update set ${others.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`,
      JSON.stringify(records),
    );
  }
  if (causes.length > 0) {
    await tx.$executeRawUnsafe(
      `insert into "Cause" (body, cause, said) select body, cause, said from jsonb_to_recordset($1::jsonb) as r(body text, cause text, said jsonb)`,
      JSON.stringify(causes),
    );
  }
  if (posts.size === 0) return;
  const records = [...posts.values()].map(({ body, post: { key, to, under, view, urgency }, times }, n) => ({
    n,
    body,
    key,
    place: to,
    under,
    view,
    urgency,
    times,
  }));
  const connections = await tx.$queryRawUnsafe<{ connection: string }[]>(
    `with r as materialized (select * from jsonb_to_recordset($1::jsonb) as r(n integer, body text, key text, place text, under text, view jsonb, urgency text, times integer)),
       locked as materialized (${lockPosts})
     insert into "Post" (body, key, place, connection, under, view, urgency, wanted)
     select r.body, r.key, r.place, p.connection, r.under, r.view, r.urgency, r.times
     from r join "Place" p on p.body = r.body and p.id = r.place cross join (select count(*) from locked) as all_locked order by r.n
     on conflict (body, key) do update set view = excluded.view, urgency = excluded.urgency, wanted = "Post".wanted + excluded.wanted, open = true
     returning connection`,
    JSON.stringify(records),
  );
  if (connections.length !== records.length) throw new Error('a post for a place that does not exist');
  const woken = [...new Set(connections.map(({ connection }) => connection))];
  await tx.$queryRawUnsafe(
    `select count(pg_notify($1, connection))::int from unnest($2::text[]) as connection`,
    listening,
    woken,
  );
};
