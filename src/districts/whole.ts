/**
 * The file as written, to look at whether its parts fit together: whatever its shape, so that one mistake of spelling
 * hides no other.
 */
import { fieldsOf, type Path, type Plain, textOf } from './yaml.ts';

export type Found = { path: Path; says: string };

/** Each part of the file by its key. */
export type Whole = {
  district: Readonly<Record<string, Plain>>;
  organizations: Readonly<Record<string, Plain>>;
  persons: Readonly<Record<string, Plain>>;
  places: Readonly<Record<string, Plain>>;
};
export const wholeOf = (data: Plain | undefined): Whole => {
  const { district, organizations, persons, places } = fieldsOf(data);
  return {
    district: fieldsOf(district),
    organizations: fieldsOf(organizations),
    persons: fieldsOf(persons),
    places: fieldsOf(places),
  };
};
export const when = (wrong: boolean, path: Path, says: string): readonly Found[] => (wrong ? [{ path, says }] : []);
/** `x in y` would also find what every object inherits. */
export const has = (among: Readonly<Record<string, Plain>>, key: string): boolean => Object.hasOwn(among, key);
export const at = (among: Readonly<Record<string, Plain>>, key: string | undefined): Readonly<Record<string, Plain>> =>
  key !== undefined && has(among, key) ? fieldsOf(among[key]) : {};

/** A longer list helps nobody. */
const MOST_NAMED = 30;
const kinds = { organizations: 'organization', persons: 'person', places: 'place' } as const;
/** A key that names nothing, with those that there are. */
export const unknownKey = (
  whole: Whole,
  kind: keyof typeof kinds,
  named: Plain | undefined,
  path: Path,
): readonly Found[] => {
  const key = textOf(named);
  if (key === undefined || has(whole[kind], key)) return [];
  const known = Object.keys(whole[kind]);
  const those = known.length > 0 && known.length <= MOST_NAMED ? ` Known: ${known.join(', ')}.` : '';
  return [{ path, says: `There is no ${kinds[kind]} “${key.slice(0, 60)}”.${those}` }];
};

/** What must be there only once. */
export type Named = { id: string; owner: string; path: Path };
export const twice = (all: readonly Named[], says: (id: string, first: string) => string): readonly Found[] => {
  const firsts = new Map<string, string>();
  return all.flatMap(({ id, owner, path }) => {
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, owner);
    return first === undefined ? [] : [{ path, says: says(id, first) }];
  });
};
