import type { Language, PersonId, Place, Spot } from './model/place.ts';
import type { Reads } from './ports.ts';
import { type Change, save } from './step.ts';

/** The place alone with somebody, if there is none yet: whoever has an account can be told something, and need not have spoken. */
export const directPlace = async (
  reads: Pick<Reads, 'places' | 'counters'>,
  { thread: _, ...spot }: Spot,
  { id: person, language }: { id: PersonId; language: Language },
): Promise<readonly Change[]> => {
  if ((await reads.places.at(spot)) !== undefined || (await reads.places.isElsewhere(spot))) return [];
  const last = await reads.counters.last('R');
  const place: Place = { id: `R-${last + 1}`, kind: 'direct', person, spot, language, state: 'joined' };
  return [save('counter', { of: 'R', last: last + 1 }), save('place', place)];
};
