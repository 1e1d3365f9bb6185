import type { BodyId, PersonId } from '../../core/model/place.ts';
import type { PostgresStore } from '../../store/postgres/index.ts';
import { FILE } from '../district/standing.ts';

export type Candidate = { body: BodyId; id: PersonId; name: string; office: boolean };
/** `person`: the only one who is meant. Otherwise whom to choose from. */
export type FoundPerson = { person?: Candidate; candidates: readonly Candidate[] };

/** By number, by key of the district's file, by name, or by a part of it. */
export const findPerson = async (
  store: PostgresStore,
  wanted: string,
  body: string | undefined,
): Promise<FoundPerson> => {
  const bodies = (await store.database.body.findMany({ select: { body: true } })).map((row) => row.body as BodyId); // as they are written
  const asked = bodies.filter((each) => body === undefined || each === body || each === `body:${body}`);
  const exact: Candidate[] = [];
  const part: Candidate[] = [];
  const everybody: Candidate[] = [];
  const said = wanted.trim().toLowerCase();
  for (const each of asked) {
    const { reads } = store.read(each);
    const memberships = await reads.memberships.all();
    const file = await reads.snapshots.byId(FILE);
    const keyed = file?.of === 'district' ? file.numbers.persons[wanted.trim()] : undefined;
    for (const { id, name } of await reads.people.all()) {
      const office = memberships.some(({ person, roles }) => person === id && roles.includes('coordinator'));
      const candidate = { body: each, id, name, office };
      everybody.push(candidate);
      if (id.toLowerCase() === said || id === keyed || name.toLowerCase() === said) exact.push(candidate);
      else if (name.toLowerCase().includes(said)) part.push(candidate);
    }
  }
  const [only, ...others] = exact.length > 0 ? exact : part;
  if (only !== undefined && others.length === 0) return { person: only, candidates: [only] };
  if (only !== undefined) return { candidates: [only, ...others] };
  const office = everybody.filter((each) => each.office);
  return { candidates: office.length > 0 ? office : everybody };
};
