/** What an import would do, line by line: + new, ~ changed, and with an indent what stays. */
import type { Change } from '../../core/step.ts';
import type { Field, Found } from './compare.ts';

/** Names to call rows by: those that stand there, and those of the file. */
type Names = { person(id: string): string; organization(id: string): string };

export const namesIn = (rows: readonly Change[]): Names => {
  const names = new Map<string, string>();
  for (const { table, row } of rows) {
    if (table === 'person') names.set(row.id, `${row.name} (${row.id})`);
    if (table === 'organization') names.set(row.id, row.short);
  }
  const of = (id: string) => names.get(id) ?? id;
  return { person: of, organization: of };
};

const called = ({ table, row }: Change, { person, organization }: Names): string => {
  switch (table) {
    case 'body':
      return `district ${row.name}`;
    case 'organization':
      return `organization ${row.short}`;
    case 'seat':
      return `seat ${row.onBehalfOf} in ${organization(row.organization)}`;
    case 'person':
      return `person ${row.name} (${row.id})`;
    case 'membership':
      return `membership of ${person(row.person)} in ${organization(row.organization)}`;
    case 'account':
      return `account ${row.account.id} on ${row.account.connection} of ${person(row.person)}`;
    case 'place':
      if (row.kind === 'space') return `space ${row.spot.room} on ${row.spot.connection}`;
      return row.kind === 'room'
        ? `room ${row.spot.room} on ${row.spot.connection} of ${organization(row.organization)}`
        : `direct messages ${row.spot.room} on ${row.spot.connection} of ${person(row.person)}`;
    default:
      return table;
  }
};
const value = (it: unknown): string => {
  if (it === undefined) return 'nothing';
  if (typeof it === 'string') return it;
  return Array.isArray(it) && it.every((each) => typeof each === 'string') ? it.join(', ') : JSON.stringify(it);
};
const changed = ({ field, here, file }: Field): string => `${field}: ${value(here)} → ${value(file)}`;

export const said = (found: Found, names: Names): readonly string[] => {
  const name = called(found.row, names);
  switch (found.is) {
    case 'new':
      return [`+ ${name}`];
    case 'changed':
      return found.fields.map(
        (each) => `~ ${name}: ${changed(each)}${each.also ? ' (was changed here since the last import)' : ''}`,
      );
    case 'kept':
      return found.fields.map(
        ({ field, here, file }) =>
          `  changed here, kept: ${name}: ${field}: ${value(here)} (the file says: ${value(file)})`,
      );
    case 'missing':
      return [`  not in the file, kept: ${name}`];
  }
};
