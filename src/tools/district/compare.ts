/**
 * A file, what it said the last time, and what stands in the database: what is to be written. Only what was changed in the
 * file is: what people have changed by commands stays, and nothing is ever deleted.
 */
import { isDeepStrictEqual } from 'node:util';
import type { BodyId } from '../../core/model/place.ts';
import type { Change, Table } from '../../core/step.ts';
import { changeName } from '../../store/tables.ts';
import type { Standing } from './standing.ts';

export type Field = { field: string; here: unknown; file: unknown };
export type Found =
  | { is: 'new'; row: Change }
  /** `also`: it was changed here as well since the file was last read. */
  | { is: 'changed'; row: Change; fields: readonly (Field & { also: boolean })[] }
  /** Changed here since, and not in the file. */
  | { is: 'kept'; row: Change; fields: readonly Field[] }
  | { is: 'missing'; row: Change };

type Plain = Readonly<Record<string, unknown>>;
/** Only these are missed in a file; the rest comes and goes by itself. */
const missed: readonly Table[] = ['organization', 'seat', 'person', 'membership'];

export const compare = (body: BodyId, rows: readonly Change[], standing: Standing): readonly Found[] => {
  const nameOf = (change: Change) => changeName(body, change);
  const before = new Map((standing.file?.rows ?? []).map((change) => [nameOf(change), change]));
  const names = new Set(rows.map(nameOf));
  const missing = [...standing.rows].flatMap(([name, row]): readonly Found[] => {
    const wanted = missed.includes(row.table) || before.has(name);
    return wanted && row.table !== 'counter' && !names.has(name) ? [{ is: 'missing', row }] : [];
  });
  return [
    ...rows.flatMap((row) => {
      const here = standing.rows.get(nameOf(row));
      return here === undefined ? [{ is: 'new', row } as const] : merged(row, here, before.get(nameOf(row)));
    }),
    ...missing,
  ];
};

const merged = (file: Change, here: Change, before: Change | undefined): readonly Found[] => {
  const [want, has, had] = [file.row as Plain, here.row as Plain, before?.row as Plain | undefined];
  const fields = new Set([
    ...Object.keys(want),
    ...Object.keys(had ?? {}),
    ...Object.keys(had === undefined ? {} : has),
  ]);
  const changed: (Field & { also: boolean })[] = [];
  const kept: Field[] = [];
  for (const field of fields) {
    if (isDeepStrictEqual(want[field], has[field])) continue;
    const each = { field, here: has[field], file: want[field] };
    if (had !== undefined && isDeepStrictEqual(want[field], had[field])) kept.push(each);
    else changed.push({ ...each, also: had !== undefined && !isDeepStrictEqual(has[field], had[field]) });
  }
  const fieldsNow = changed.reduce<Plain>((all, { field, file: value }) => {
    const { [field]: _, ...others } = all;
    return value === undefined ? others : { ...others, [field]: value };
  }, has);
  const row = { table: file.table, row: fieldsNow } as Change; // the fields of two rows of one table
  return [
    ...(changed.length === 0 ? [] : [{ is: 'changed', row, fields: changed } as const]),
    ...(kept.length === 0 ? [] : [{ is: 'kept', row, fields: kept } as const]),
  ];
};
