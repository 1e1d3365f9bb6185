import type { BodyId } from '../../core/model/place.ts';
import type { Rows, Table } from '../../core/step.ts';
import type { Database } from '../database.ts';
import type { Kept, Source, Where } from '../source.ts';
import { compareKeys, describe, keyOf } from '../tables.ts';
import { askedTogether } from './alike.ts';

type Stored = { body: string; version: number; value: unknown };
/** What all of Prisma's models have in common here. */
type Delegate = {
  findUnique(query: { where: object; select: object }): Promise<Stored | null>;
  findMany(query: { where: object; select: object }): Promise<readonly Stored[]>;
};
const select = { body: true, version: true, value: true };

type Get = readonly [table: Table, body: BodyId, key: readonly string[]];
type List = readonly [table: Table, where: Where<Table>, body?: BodyId];
type Row = Kept<Table>;
/** `reached`: says what it means when the database is away. */
export const postgresSource = (db: Database, reached = <T>(work: Promise<T>): Promise<T> => work): Source => {
  const delegate = (table: Table): Delegate => {
    const { model } = describe(table);
    return Reflect.get(db, model.charAt(0).toLowerCase() + model.slice(1)); // by name: the tables are data
  };
  const kept = ({ body, version, value }: Stored): Row => ({
    body: body as BodyId,
    version,
    row: value as Rows[Table],
  });
  const inOrder = (table: Table, found: readonly Stored[]): readonly Row[] =>
    found.map(kept).toSorted((a, b) => compareKeys(keyOf(table, a.row), keyOf(table, b.row)));

  const get = async ([table, body, key]: Get): Promise<Row | undefined> => {
    const names = Object.keys(describe(table).key);
    const parts = Object.fromEntries([['body', body], ...names.map((name, i) => [name, key[i]])]);
    const where = names.length === 0 ? parts : { [['body', ...names].join('_')]: parts };
    const found = await delegate(table).findUnique({ where, select });
    return found === null ? undefined : kept(found);
  };
  const list = async ([table, where, body]: List): Promise<readonly Row[]> =>
    inOrder(table, await delegate(table).findMany({ where: { ...(body && { body }), ...conditions(where) }, select }));
  /** Lists of one table by the same columns, in one statement. */
  const lists = async (all: readonly List[]): Promise<readonly (readonly Row[])[]> => {
    const [first] = all;
    if (first === undefined) return [];
    const [table] = first;
    const { model, columns } = describe(table);
    const names = columnsOf(first);
    const typed = names.map((name) => `"${name}" ${columns[name]?.[0] ?? 'text'}`);
    const found = await db.$queryRawUnsafe<(Stored & { n: number })[]>(
      `select n, body, version, value from jsonb_to_recordset($1::jsonb) as r(n integer, ${typed.join(', ')})
       join "${model}" using (${names.map((name) => `"${name}"`).join(', ')})`,
      JSON.stringify(
        all.flatMap(([, where, body], n) => spelled(where).map((each) => ({ n, ...each, ...(body && { body }) }))),
      ),
    );
    const byQuestion = Map.groupBy(found, ({ n }) => n);
    return all.map((_, n) => inOrder(table, byQuestion.get(n) ?? []));
  };

  const allLists = (all: readonly List[]): readonly Promise<readonly Row[]>[] => {
    const answers = new Map<List, Promise<readonly Row[]>>();
    for (const alike of Map.groupBy(all, kindOf).values()) {
      const together = alike.length === 1 ? undefined : lists(alike);
      // whatever is wrong with one question is not the others' fault
      for (const [i, each] of alike.entries())
        answers.set(each, together?.then((found) => found[i] ?? []).catch(() => list(each)) ?? list(each));
    }
    return all.map((each) => answers.get(each) ?? list(each));
  };
  return {
    get: askedTogether((all: readonly Get[]) => all.map(get).map(reached)),
    list: askedTogether((all: readonly List[]) => allLists(all).map(reached)),
  } as Source; // each answer is of its question's table
};
const columnsOf = ([, where, body]: List): readonly string[] => [
  ...(body ? ['body'] : []),
  ...Object.keys(where).toSorted(),
];
/** "One of several" is several. */
const spelled = (where: Where<Table>): readonly Where<Table>[] =>
  Object.entries(where).reduce<readonly Where<Table>[]>(
    (all, [name, wanted]) =>
      isAmong(wanted) ? all.flatMap((each) => [...new Set(wanted.in)].map((one) => ({ ...each, [name]: one }))) : all,
    [where],
  );
/** What can be asked in one statement has one kind. */
const kindOf = (asked: List): unknown => {
  const [table, where] = asked;
  const names = columnsOf(asked);
  const isPlain = !Object.values(where).some(isUpTo) && names.length > 0;
  return isPlain ? JSON.stringify([table, ...names]) : asked;
};

const conditions = (where: Where<Table>) =>
  Object.fromEntries(
    Object.entries(where).map(([name, wanted]) => [name, isUpTo(wanted) ? { lte: wanted.upTo } : wanted]),
  );
const isAmong = (wanted: unknown): wanted is { in: readonly string[] } =>
  typeof wanted === 'object' && wanted !== null && 'in' in wanted;
const isUpTo = (wanted: unknown): wanted is { upTo: string } =>
  typeof wanted === 'object' && wanted !== null && 'upTo' in wanted;
