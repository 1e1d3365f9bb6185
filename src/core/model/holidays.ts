/** Public holidays of the Länder. Half days (Heiligabend, Silvester) and days that only have a name are none. */
import { holidays, lands, regional, years } from './holiday-data.ts';
import { no, ok, type Result } from './result.ts';
import { compareDays, type Day } from './time.ts';

export { lands };
/** ISO 3166-2:DE */
export type Land = (typeof lands)[number];
/** A part of a Land with holidays of its own: Augsburg, the mainly Catholic municipalities of Bavaria, districts in SN and TH. */
export type Region = keyof typeof regional;
export type Holiday = { day: Day; name: string };
/** Before the first or after the last year of the data: a guess would be a wrong date without a word. */
export type HolidaysUnknown = { code: 'holidays-unknown'; day: Day };

const first: Day = `${years.from}-01-01`;
const last: Day = `${years.to}-12-31`;
const known = holidays.map((each) => ({
  ...each,
  lands: new Set(each.lands.split(' ')),
  days: new Set(each.days.split(' ')),
}));

/** The day's name, or undefined if it is no holiday. `extra`: the district's own, and those of its region. */
export const holidayOn = (
  day: Day,
  land: Land,
  extra: readonly Holiday[] = [],
  language: 'de' | 'en' = 'de',
): Result<string | undefined, HolidaysUnknown> => {
  const own = extra.find((each) => each.day === day);
  if (own) return ok(own.name);
  if (compareDays(day, first) < 0 || compareDays(day, last) > 0) return no({ code: 'holidays-unknown', day });
  return ok(known.find((each) => each.lands.has(land) && each.days.has(day))?.[language]);
};

/**
 * A region's own holidays in all years, to go among a district's extra days. In law a few of them hold in single
 * municipalities only (Fronleichnam in SN and TH), so that it is the district that says whether they count.
 */
export const regionalHolidays = (region: Region): readonly Holiday[] =>
  regional[region].flatMap(({ de, days }) => days.split(' ').map((day) => ({ day, name: de })));
