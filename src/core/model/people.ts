import type { Person } from './organization.ts';
import type { PersonId } from './place.ts';

/** By the whole name, or by a part of it that only one person has. */
export const personNamed = (name: string, known: readonly Person[]): PersonId | undefined => {
  const wanted = name.toLowerCase().replace(/^(frau|herrn|herr|mrs?\.?|ms\.?|dr\.?)\s+/u, '');
  const whole = known.filter((person) => person.name.toLowerCase() === name.toLowerCase());
  const part = known.filter(
    (person) =>
      person.name.toLowerCase() === wanted ||
      person.name.toLowerCase().split(/\s+/).includes(wanted) ||
      person.name.toLowerCase().endsWith(` ${wanted}`),
  );
  const [only, ...others] = whole.length > 0 ? whole : wanted === '' ? [] : part;
  return others.length === 0 ? only?.id : undefined;
};
