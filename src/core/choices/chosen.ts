import type { PersonId, Place } from '../model/place.ts';
import type { Reads } from '../ports.ts';
import { viewOn } from './about.ts';

/** What somebody has chosen on a message, as the picks that they would send again. */
export const chosenOn = async (
  reads: Pick<Reads, 'posts' | 'body' | 'ballots' | 'rsvps'>,
  person: PersonId,
  at: Place,
  about: string,
): Promise<readonly string[]> => {
  const view = await viewOn(reads, undefined, about, { at });
  switch (view?.view) {
    case 'poll':
    case 'poll-reminder': {
      const ballot = await reads.ballots.by(person, view.poll);
      return ballot?.marks.map(({ option, fits }) => `${option}:${fits}`) ?? [];
    }
    case 'meeting':
    case 'meeting-news': {
      const rsvp = await reads.rsvps.by(person, view.meeting);
      return rsvp === undefined ? [] : [`rsvp:${rsvp.reply}`];
    }
    default:
      return [];
  }
};
