/** Whether the organizations fit together: who reports to whom, what they are called, which plans and holidays count. */
import { at, type Found, has, twice, unknownKey, type Whole, when } from './whole.ts';
import { listOf, textOf } from './yaml.ts';

/** More than any district has; the search for circles follows each of them. */
const MOST = 500;

export const organizations = (whole: Whole): readonly Found[] => {
  const keys = Object.keys(whole.organizations);
  if (keys.length > MOST) return [{ path: ['organizations'], says: `At most ${MOST} may stand here.` }];
  return [...regions(whole), ...keys.flatMap((key) => organization(whole, key)), ...cycles(whole), ...sameNames(whole)];
};

const regions = ({ district: { land, regionalHolidays } }: Whole): readonly Found[] =>
  listOf(regionalHolidays).flatMap((region, i) =>
    when(
      typeof region === 'string' && typeof land === 'string' && !region.startsWith(`${land}-`),
      ['district', 'regionalHolidays', i],
      `“${region}” is not in the Land ${land}.`,
    ),
  );

const organization = (whole: Whole, key: string): readonly Found[] => {
  const path = ['organizations', key];
  const { classification, reportsTo, plan } = at(whole.organizations, key);
  const targets = listOf(reportsTo);
  const unknown = targets.flatMap((target, i) => unknownKey(whole, 'organizations', target, [...path, 'reportsTo', i]));
  const steered = targets.some(
    (target) => at(whole.organizations, textOf(target))['classification'] === 'steering-group',
  );
  return [
    ...unknown,
    ...when(
      classification === 'working-group' && !steered && unknown.length === 0, // of an unknown one nobody knows what was meant
      [...path, 'reportsTo'],
      'A working group reports to at least one steering group, which takes up its results.',
    ),
    ...when(
      plan !== undefined && classification !== undefined && classification !== 'committee',
      [...path, 'plan'],
      'Only a committee has a plan: the others follow the plan of the committee that is reported to.',
    ),
  ];
};

/** Each circle once, where it closes. */
const cycles = (whole: Whole): readonly Found[] => {
  const done = new Set<string>();
  const follow = (key: string, way: readonly string[]): readonly Found[] => {
    if (done.has(key)) return [];
    const here = [...way, key];
    const found = listOf(at(whole.organizations, key)['reportsTo']).flatMap((target, i) => {
      if (typeof target !== 'string' || !has(whole.organizations, target)) return [];
      const start = here.indexOf(target);
      if (start < 0) return follow(target, here);
      const circle = [...here.slice(start), target].join(' → ');
      return [{ path: ['organizations', key, 'reportsTo', i], says: `This leads back to where it began: ${circle}.` }];
    });
    done.add(key);
    return found;
  };
  return Object.keys(whole.organizations).flatMap((key) => follow(key, []));
};

/** In a command `Wohnen` must mean one of them. */
const sameNames = (whole: Whole): readonly Found[] => {
  const all = Object.keys(whole.organizations).flatMap((key) => {
    const names = (['name', 'short'] as const).map((field) => {
      const id = textOf(at(whole.organizations, key)[field])?.trim().toLowerCase() ?? '';
      return { id, owner: key, path: ['organizations', key, field] };
    });
    return names.filter(({ id }, i) => id !== '' && names.findIndex((other) => other.id === id) === i);
  });
  return twice(
    all,
    (id, first) => `“${id}” already names ${first}. In commands two organizations must not be called alike.`,
  );
};
