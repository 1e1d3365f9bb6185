import type { BodyId } from '../../core/model/place.ts';
import type { Committed, Entry } from '../../core/ports.ts';
import type { Said, Table } from '../../core/step.ts';
import type { Queries } from '../database.ts';
import { causeName, type Known, settle, type Written } from '../settle.ts';
import { changeName, describe, readRowName, recordOf, rowName, tableNames } from '../tables.ts';
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

/** The causes that were seen before, and the versions of all rows that matter: one question, so that it is one state. */
const known = async (tx: Queries, entries: readonly Entry[]): Promise<Known> => {
  const names = new Set(
    entries.flatMap(({ body, expect, decision }) => [
      ...expect.map(({ row }) => row),
      ...(decision.ok ? decision.value.save.map((change) => changeName(body, change)) : []),
    ]),
  );
  const tables = [...Map.groupBy([...names].map(readRowName), ([table]) => table)];
  const part = ([table]: (typeof tables)[number], i: number): string => {
    const keys = keyColumns(table);
    return `select '${table}', jsonb_build_array(${quoted(keys, 't.')}), t.version, null
      from "${describe(table).model}" t join jsonb_to_recordset($${i + 2}::jsonb) as r(${typed(keys)}) using (${quoted(keys)})`;
  };
  const seen = `select null as table, jsonb_build_array(body, cause) as key, 0 as version, said
    from "Cause" join jsonb_to_recordset($1::jsonb) as r(body text, cause text) using (body, cause)`;
  const found = await tx.$queryRawUnsafe<Found[]>(
    [seen, ...tables.map(part)].join(' union all '),
    JSON.stringify(entries.map(({ body, cause }) => ({ body, cause }))),
    ...tables.map(([table, wanted]) =>
      JSON.stringify(
        wanted.map(([, ...key]) => Object.fromEntries(keyColumns(table).map((name, i) => [name, key[i]]))),
      ),
    ),
  );
  const said = new Map<string, Said>();
  const versions = new Map<string, number>();
  for (const row of found) {
    const [body, ...key] = row.key;
    if (row.table === null) said.set(causeName(body, `${key[0]}`), row.said);
    else versions.set(rowName(row.table, body, key), row.version);
  }
  return { said, versions };
};
type Found = { key: [BodyId, ...string[]]; version: number } & ({ table: null; said: Said } | { table: Table });

const upsert = (table: Table, parameter: number): string => {
  const { model, columns } = describe(table);
  const keys = keyColumns(table);
  const others = ['version', ...Object.keys(columns), 'value'];
  const types = Object.entries(columns).map(([name, [type]]) => `"${name}" ${type}`);
  return `insert into "${model}" (${quoted([...keys, ...others])}) select ${quoted([...keys, ...others])}
    from jsonb_to_recordset($${parameter}::jsonb) as r(${[typed(keys), 'version integer', ...types, 'value jsonb'].join(', ')})
    on conflict (${quoted(keys)}) do update set ${others.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`;
};

const write = async (tx: Queries, { rows, causes, posts }: Written): Promise<void> => {
  if (causes.length === 0) return; // whatever happens has a cause
  const byTable = Map.groupBy(rows.values(), ({ change }) => change.table);
  const changes = tableNames.flatMap((table) => {
    const changed = byTable.get(table);
    return changed === undefined ? [] : [{ table, records: changed.map(recordOf) }];
  });
  // One statement for all: foreign keys are checked at its end.
  await tx.$executeRawUnsafe(
    `${changes.map(({ table }, i) => `${i === 0 ? 'with' : ','} w${i} as (${upsert(table, i + 2)})`).join('')}
     insert into "Cause" (body, cause, said) select body, cause, said from jsonb_to_recordset($1::jsonb) as r(body text, cause text, said jsonb)`,
    JSON.stringify(causes),
    ...changes.map(({ records }) => JSON.stringify(records)),
  );
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
  const [{ written } = { written: 0 }] = await tx.$queryRawUnsafe<{ written: number }[]>(
    `with r as materialized (select * from jsonb_to_recordset($1::jsonb) as r(n integer, body text, key text, place text, under text, view jsonb, urgency text, times integer)),
       locked as materialized (${lockPosts}),
       written as (
         insert into "Post" (body, key, place, connection, under, view, urgency, wanted)
         select r.body, r.key, r.place, p.connection, r.under, r.view, r.urgency, r.times
         from r join "Place" p on p.body = r.body and p.id = r.place cross join (select count(*) from locked) as all_locked order by r.n
         on conflict (body, key) do update set view = excluded.view, urgency = case "Post".urgency when 'quiet' then excluded.urgency else "Post".urgency end, wanted = "Post".wanted + excluded.wanted, open = true
         returning connection)
     select (select count(*) from written)::int as written, count(pg_notify($2, connection)) from (select distinct connection from written) as woken`,
    JSON.stringify(records),
    listening,
  );
  if (written !== records.length) throw new Error('a post for a place that does not exist');
};
