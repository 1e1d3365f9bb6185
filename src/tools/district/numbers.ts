/** Whom and what a file means by its keys: whoever it named before keeps their number, whatever else changes in it. */
import type { PersonId, PlaceId } from '../../core/model/place.ts';
import type { FileNumbers } from '../../core/step.ts';
import type { District } from '../../districts/format.ts';
import type { Standing } from './standing.ts';

/** `met`: who was here already, and is named by the file for the first time. */
export type Numbered = { numbers: FileNumbers; met: readonly { key: string; person: PersonId }[]; last: Last };
type Last = { P: number; R: number };

export const numberedBy = (file: District, standing: Standing): Numbered => {
  const { persons, met, last: P } = personsIn(file, standing);
  const { places, last: R } = placesIn(file, standing);
  return { numbers: { persons, places }, met, last: { P, R } };
};

/** Known by their key, else by an account, else by a name that nobody else has. */
const personsIn = (file: District, standing: Standing) => {
  const before = standing.file?.numbers.persons ?? {};
  const numbers: Record<string, PersonId> = {};
  const taken = new Set<PersonId>();
  for (const key of Object.keys(file.persons)) {
    const id = before[key];
    if (id === undefined || taken.has(id)) continue;
    numbers[key] = id;
    taken.add(id);
  }
  const accounts = standing.all('account');
  const people = standing.all('person');
  const met: { key: string; person: PersonId }[] = [];
  let last = standing.last('P');
  for (const [key, { name, accounts: own }] of Object.entries(file.persons)) {
    if (numbers[key] !== undefined) continue;
    const free = people.filter(({ id }) => !taken.has(id));
    const byAccount = accounts.find(
      ({ account, person }) => own[account.connection] === account.id && free.some(({ id }) => id === person),
    )?.person;
    const alike = free.filter((each) => each.name.toLowerCase() === name.toLowerCase());
    const known = byAccount ?? (alike.length === 1 ? alike[0]?.id : undefined);
    if (known === undefined) last += 1;
    else met.push({ key, person: known });
    const id: PersonId = known ?? `P-${last}`;
    numbers[key] = id;
    taken.add(id);
  }
  return { persons: { ...without(before, taken), ...numbers }, met, last };
};

/** A room is what the platform calls it; one that has moved there is known by its key. */
const placesIn = (file: District, standing: Standing) => {
  const before = standing.file?.numbers.places ?? {};
  const all = standing.all('place');
  const numbers: Record<string, PlaceId> = {};
  const taken = new Set<PlaceId>();
  let last = standing.last('R');
  for (const [key, { connection, room }] of Object.entries(file.places)) {
    const there = all.find(({ spot }) => spot.connection === connection && spot.room === room)?.id;
    const known = [there, before[key]].find((id) => id !== undefined && !taken.has(id));
    if (known === undefined) last += 1;
    const id: PlaceId = known ?? `R-${last}`;
    numbers[key] = id;
    taken.add(id);
  }
  return { places: { ...without(before, taken), ...numbers }, last };
};

/** Who left the file may come back to it, unless somebody else now goes by their number. */
const without = <Id>(before: Readonly<Record<string, Id>>, taken: ReadonlySet<Id>): Readonly<Record<string, Id>> =>
  Object.fromEntries(Object.entries(before).filter(([, id]) => !taken.has(id)));
