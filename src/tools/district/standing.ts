/** What stands in the database of a district, row by row, with the versions that a change relies on. */
import type { BodyId } from '../../core/model/place.ts';
import type { Version } from '../../core/ports.ts';
import type { Change, Rows, Snapshot, Table } from '../../core/step.ts';
import { save } from '../../core/step.ts';
import type { Source } from '../../store/source.ts';
import { changeName, keyOf, rowName } from '../../store/tables.ts';

const tables = ['body', 'organization', 'seat', 'person', 'membership', 'account', 'place', 'counter'] as const;
/** Under it stands what was read from the file the last time. */
export const FILE = 'district';
export type FileRead = Extract<Snapshot, { of: 'district' }>;
export type Standing = {
  rows: ReadonlyMap<string, Change>;
  all<T extends Table>(table: T): readonly Rows[T][];
  last(of: 'P' | 'R'): number;
  /** What the file said the last time; undefined the first time. */
  file?: FileRead;
  /** Of these changes, what they found. */
  expect(changes: readonly Change[]): readonly Version[];
};

export const standingOf = async (source: Source, body: BodyId): Promise<Standing> => {
  const lists = await Promise.all(
    tables.map(async (table) => (await source.list(table, {}, body)).map((kept) => ({ ...kept, table }))),
  );
  const kept = await source.get('snapshot', body, [FILE]);
  const versions = new Map<string, number>();
  const rows = new Map<string, Change>();
  for (const { table, row, version } of lists.flat()) {
    const name = rowName(table, body, keyOf(table, row));
    versions.set(name, version);
    rows.set(name, save(table, row));
  }
  if (kept !== undefined) versions.set(rowName('snapshot', body, [FILE]), kept.version);
  const all = <T extends Table>(table: T): readonly Rows[T][] =>
    [...rows.values()].flatMap((each) => (each.table === table ? [each.row as Rows[T]] : [])); // the two belong together
  return {
    rows,
    all,
    last: (of) => all('counter').find((counter) => counter.of === of)?.last ?? 0,
    ...(kept?.row.of === 'district' && { file: kept.row }),
    expect: (changes) =>
      changes.map((change) => {
        const row = changeName(body, change);
        return { row, version: versions.get(row) ?? 0 };
      }),
  };
};
