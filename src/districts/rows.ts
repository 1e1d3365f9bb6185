/** A district as the rows that a store begins with. The same file always gives the same rows. */
import { regionalHolidays } from '../core/model/holidays.ts';
import type { BodyId, OrganizationId, PersonId, PlaceId } from '../core/model/place.ts';
import { type Change, type FileNumbers, save } from '../core/step.ts';
import type { District } from './format.ts';

export const bodyIdOf = ({ district }: District): BodyId => `body:${district.id}`;
export const organizationIdOf = (key: string): OrganizationId => `org:${key}`;
/** Numbered in the order of the file. */
export const personIdOf = ({ persons }: District, key: string): PersonId =>
  `P-${Object.keys(persons).indexOf(key) + 1}`;
const placeIdOf = ({ places }: District, key: string): PlaceId => `R-${Object.keys(places).indexOf(key) + 1}`;
/** Of a district that nobody has known before. */
const firstNumbers = (file: District): FileNumbers => ({
  persons: Object.fromEntries(Object.keys(file.persons).map((key) => [key, personIdOf(file, key)])),
  places: Object.fromEntries(Object.keys(file.places).map((key) => [key, placeIdOf(file, key)])),
});
/** Two organizations may have a seat of the same name. */
const seatIdOf = (organization: string, key: string): string => `${organization}:${key}`;

/** Sittings are no rows: they are planned by the product's own command, with all that follows from it. */
export const rowsOf = (district: District): readonly Change[] => {
  const numbers = firstNumbers(district);
  return [
    ...numberedRows(district, numbers),
    save('counter', { of: 'P', last: Object.keys(numbers.persons).length }),
    save('counter', { of: 'R', last: Object.keys(numbers.places).length }),
  ];
};
export const numberedRows = (district: District, numbers: FileNumbers): readonly Change[] => [
  bodyRow(district),
  ...organizationRows(district),
  ...personRows(district, numbers),
  ...placeRows(district, numbers),
];

const bodyRow = (file: District): Change => {
  const { id: _, regionalHolidays: regions, holidays, ...body } = file.district;
  return save('body', {
    ...body,
    id: bodyIdOf(file),
    holidays: [...holidays, ...regions.flatMap((region) => regionalHolidays(region))],
  });
};
/** What the file names was numbered before. */
const idOf = <Id>(numbers: Readonly<Record<string, Id>>, key: string): Id => {
  const id = numbers[key];
  if (id === undefined) throw new Error(`${key} has no number`);
  return id;
};

const organizationRows = ({ district, organizations }: District): readonly Change[] => {
  const all = Object.entries(organizations);
  return [
    ...all.map(([key, { seats: _, reportsTo, zone = district.zone, language = district.language, ...rest }]) =>
      save('organization', {
        ...rest,
        id: organizationIdOf(key),
        reportsTo: reportsTo.map(organizationIdOf),
        zone,
        language,
      }),
    ),
    ...all.flatMap(([key, { seats }]) =>
      Object.entries(seats).map(([seat, row]) =>
        save('seat', { ...row, id: seatIdOf(key, seat), organization: organizationIdOf(key) }),
      ),
    ),
  ];
};

const personRows = (file: District, numbers: FileNumbers): readonly Change[] => {
  const all = Object.entries(file.persons).map(([key, person]) => ({ ...person, id: idOf(numbers.persons, key) }));
  return [
    ...all.map(({ id, name, language = file.district.language }) => save('person', { id, name, language })),
    ...all.flatMap(({ id, memberships }) =>
      Object.entries(memberships).map(([of, { roles, seat, from, until }]) =>
        save('membership', {
          person: id,
          organization: organizationIdOf(of),
          roles,
          ...(seat && { seat: seatIdOf(of, seat) }),
          ...(from && { from }),
          ...(until && { until }),
        }),
      ),
    ),
    ...all.flatMap(({ id, accounts }) =>
      Object.entries(accounts).map(([connection, account]) =>
        save('account', { account: { connection, id: account }, person: id }),
      ),
    ),
  ];
};

const placeRows = (file: District, numbers: FileNumbers): readonly Change[] =>
  Object.entries(file.places).map(([key, { connection, room, organization, person, language: own }]) => {
    const language =
      own ??
      (person !== undefined
        ? file.persons[person]?.language
        : organization !== undefined
          ? file.organizations[organization]?.language
          : undefined);
    const place = {
      id: idOf(numbers.places, key),
      language: language ?? file.district.language,
      state: 'joined',
    } as const;
    return person !== undefined
      ? save('place', {
          ...place,
          kind: 'direct',
          person: idOf(numbers.persons, person),
          spot: { connection, room, direct: true },
        })
      : save('place', {
          ...place,
          kind: 'room',
          organization: organizationIdOf(organization ?? ''),
          spot: { connection, room },
        });
  });
