/** Compares a payload with a recorded one by its names and kinds of value, not by its values. */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);
/** What stands in these is the app's or the person's. */
const FREE = new Set(['blocks', 'actions', 'metadata', 'state', 'values']);

const merged = (samples: readonly unknown[]): Record<string, unknown> => {
  const all: Record<string, unknown> = {};
  for (const sample of samples)
    for (const [name, value] of Object.entries(isObject(sample) ? sample : {}))
      all[name] = isObject(value) && isObject(all[name]) ? merged([all[name], value]) : value;
  return all;
};

/** Names in the payload that are in none of the samples, or hold something else there. */
export const strangeIn = (payload: unknown, samples: readonly unknown[], at = ''): string[] => {
  const known = merged(samples);
  return Object.entries(isObject(payload) ? payload : {}).flatMap(([name, value]) => {
    const path = `${at}${name}`;
    const sample = known[name];
    if (!(name in known)) return [`${path} is not known`];
    if (value === null || sample === null) return [];
    if (kindOf(value) !== kindOf(sample)) return [`${path} is ${kindOf(value)}, not ${kindOf(sample)}`];
    if (FREE.has(name)) return [];
    if (isObject(value)) return strangeIn(value, [sample], `${path}.`);
    return Array.isArray(value) && Array.isArray(sample)
      ? value.flatMap((each) => strangeIn(each, sample, `${path}[].`))
      : [];
  });
};
/** Names of the sample that are not in the payload. */
export const missingIn = (payload: unknown, sample: unknown): string[] =>
  Object.keys(isObject(sample) ? sample : {}).filter((name) => !isObject(payload) || !(name in payload));
