import type { BodyId } from '../core/model/place.ts';
import type { Iso } from '../core/model/time.ts';
import type { Rows, Table } from '../core/step.ts';
import type { tables } from './tables.ts';

/** What may be asked of a table: its columns and the parts of its key. */
export type Asked<T extends Table> = (keyof (typeof tables)[T]['columns'] | keyof (typeof tables)[T]['key']) & string;
/** Equal to a value, one of several, or a moment not after the one given. */
export type Where<T extends Table> = {
  readonly [C in Asked<T>]?: string | boolean | { upTo: Iso } | { in: readonly string[] };
};
export type Kept<T extends Table> = { body: BodyId; version: number; row: Rows[T] };

/** What the two stores have in common: rows by key, and short lists by their columns, in order of their keys. */
export type Source = {
  get<T extends Table>(table: T, body: BodyId, key: readonly string[]): Promise<Kept<T> | undefined>;
  /** Of all bodies where none is given. */
  list<T extends Table>(table: T, where: Where<T>, body?: BodyId): Promise<readonly Kept<T>[]>;
};
