import type { BodyId } from '../../core/model/place.ts';
import type { Rows, Table } from '../../core/step.ts';
import type { Database } from '../database.ts';
import type { Kept, Source, Where } from '../source.ts';
import { compareKeys, describe, keyOf } from '../tables.ts';

type Stored = { body: string; version: number; value: unknown };
/** What all of Prisma's models have in common here. */
type Delegate = {
  findUnique(query: { where: object; select: object }): Promise<Stored | null>;
  findMany(query: { where: object; select: object }): Promise<readonly Stored[]>;
};
const select = { body: true, version: true, value: true };

export const postgresSource = (db: Database): Source => {
  const delegate = (table: Table): Delegate => {
    const { model } = describe(table);
    return Reflect.get(db, model.charAt(0).toLowerCase() + model.slice(1)); // by name: the tables are data
  };
  const kept = <T extends Table>({ body, version, value }: Stored): Kept<T> => ({
    body: body as BodyId,
    version,
    row: value as Rows[T],
  });
  return {
    async get(table, body, key) {
      const names = Object.keys(describe(table).key);
      const parts = Object.fromEntries([['body', body], ...names.map((name, i) => [name, key[i]])]);
      const where = names.length === 0 ? parts : { [['body', ...names].join('_')]: parts };
      const found = await delegate(table).findUnique({ where, select });
      return found === null ? undefined : kept(found);
    },
    async list(table, where, body) {
      const found = await delegate(table).findMany({ where: { ...(body && { body }), ...conditions(where) }, select });
      return found
        .map((stored) => kept<typeof table>(stored))
        .toSorted((a, b) => compareKeys(keyOf(table, a.row), keyOf(table, b.row)));
    },
  };
};

const conditions = <T extends Table>(where: Where<T>) =>
  Object.fromEntries(
    Object.entries(where).map(([name, wanted]) => [name, isUpTo(wanted) ? { lte: wanted.upTo } : wanted]),
  );
const isUpTo = (wanted: unknown): wanted is { upTo: string } =>
  typeof wanted === 'object' && wanted !== null && 'upTo' in wanted;
