/** German names with their article, so that a paper reads like one: `der Sozialausschuss`, `im Landkreis Waldshut`. */
const genders = [
  [/(ausschu(ss|ß)|beirat|rat|kreis|tag|senat|vorstand)$/i, { nominative: 'der', accusative: 'den', in: 'im' }],
  [
    /(gruppe|kommission|versammlung|konferenz|runde|stadt|region)$/i,
    { nominative: 'die', accusative: 'die', in: 'in der' },
  ],
  [/(gremium|forum|kuratorium|bündnis|netzwerk)$/i, { nominative: 'das', accusative: 'das', in: 'im' }],
] as const;
const formsOf = (name: string) => {
  for (const word of name.split(/\s+/)) {
    const found = genders.find(([ending]) => ending.test(word));
    if (found !== undefined) return found[1];
  }
  return undefined;
};

/** What stands before a name: its article, or what it is where the name does not tell its gender. */
export const article = (name: string, as: 'nominative' | 'accusative'): string => formsOf(name)?.[as] ?? 'das Gremium';
/** Where: `im Ortenaukreis`, `in der Region Hannover`, `in Dithmarschen`. */
export const inBody = (name: string): string => `${formsOf(name)?.in ?? 'in'} ${name}`;
/** At the beginning of a sentence. */
export const opening = (name: string): string => {
  const small = article(name, 'nominative');
  return `${small.charAt(0).toUpperCase()}${small.slice(1)}`;
};
