/**
 * Writes src/core/model/holiday-data.ts from date-holidays; with `--check` fails if the file is not what it would write.
 * Only whole days that are public holidays count: Heiligabend and Silvester ("bank") and observances do not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import Holidays from 'date-holidays';

const file = new URL('../core/model/holiday-data.ts', import.meta.url);
const years = { from: 2024, to: 2050 };
const lands = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'];

type Named = { de: string; en: string; days: string };

/** Every public holiday of one Land or region: its names and its day in each year. */
const publicHolidays = (calendar: Holidays): Named[] => {
  const found = new Map<string, { en: string; days: string[] }>();
  for (let year = years.from; year <= years.to; year++) {
    const english = new Map(calendar.getHolidays(year, 'en').map((each) => [each.rule, each.name]));
    const german = calendar.getHolidays(year, 'de').filter((each) => each.type === 'public');
    for (const { name, rule, date } of german) {
      const holiday = found.get(name) ?? { en: english.get(rule) ?? name, days: [] };
      holiday.days.push(date.slice(0, 'yyyy-mm-dd'.length));
      found.set(name, holiday);
    }
  }
  return [...found].map(([de, { en, days }]) => ({ de, en, days: days.join(' ') }));
};

const quote = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);
const fields = (object: Record<string, string>, indent: string) =>
  Object.entries(object)
    .map(([key, value]) => `${indent}${key}: ${quote(value)},\n`)
    .join('');

const byLand = lands.flatMap((land) => publicHolidays(new Holidays('DE', land)).map((holiday) => ({ holiday, land })));
const common = [...Map.groupBy(byLand, ({ holiday }) => `${holiday.de} ${holiday.days}`).values()].flatMap((same) =>
  same
    .slice(0, 1)
    .map(({ holiday: { de, en, days } }) => ({ de, en, lands: same.map(({ land }) => land).join(' '), days })),
);

const countries = new Holidays();
const regional = lands.flatMap((land) =>
  Object.keys(countries.getRegions('DE', land) ?? {}).map((region) => {
    const inLand = byLand.filter((each) => each.land === land).map(({ holiday }) => holiday.de);
    const more = publicHolidays(new Holidays('DE', land, region)).filter(({ de }) => !inLand.includes(de));
    return { region: `${land}-${region}`, more };
  }),
);

const text = `/**
 * Written by \`npm run holidays\`, not by hand. Made from date-holidays (https://github.com/commenthol/date-holidays,
 * ISC), whose data come from Wikipedia (CC BY-SA 3.0).
 */
export const years = { from: ${years.from}, to: ${years.to} };

/** ISO 3166-2:DE */
export const lands = [
${lands.map((land) => `  '${land}',\n`).join('')}] as const;

export const holidays = [
${common.map((each) => `  {\n${fields(each, '    ')}  },\n`).join('')}];

/** What holds in a part of a Land only: after ISO 3166-2:DE and the part's sign in date-holidays. */
export const regional = {
${regional
  .filter(({ more }) => more.length > 0)
  .map(
    ({ region, more }) =>
      `  '${region}': [\n${more.map((each) => `    {\n${fields(each, '      ')}    },\n`).join('')}  ],\n`,
  )
  .join('')}};
`;

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error(
    'src/core/model/holiday-data.ts is not what date-holidays says: run `npm run holidays` and read the diff.',
  );
  process.exitCode = 1;
}
