/** The story as a tour plays it: each act with its moment, its account and its room. */
import type { Account, ConnectionId, PersonId, Spot } from '../core/model/place.ts';
import { at, type Iso } from '../core/model/time.ts';
import type { District } from './format.ts';
import { personIdOf } from './rows.ts';

/** What a person does. `on` and `to` are numbers that a message shows; the newest such message in the room is meant. */
type Deed =
  | { kind: 'command'; words: string }
  | { kind: 'choice'; on: string; pick: string }
  | { kind: 'reply'; text: string; to?: string }
  | { kind: 'answers'; answers: readonly string[] };
export type Scene = {
  at: Iso;
  chapter?: string;
  person: PersonId;
  name: string;
  by: Account;
  spot: Spot;
  deed: Deed;
  refused?: true;
};

export const scenesOf = (file: District): readonly Scene[] =>
  file.story.flatMap((act) => {
    const person = file.persons[act.by];
    const place =
      act.in === 'direct' ? Object.values(file.places).find((each) => each.person === act.by) : file.places[act.in];
    const account = place && person?.accounts[place.connection];
    const deed = deedOf(act);
    // A district that was read has none of these gaps.
    if (person === undefined || place === undefined || account === undefined || deed === undefined) return [];
    return [
      {
        at: at(act.at.slice(0, 10), act.at.slice(11), file.district.zone),
        ...(act.chapter !== undefined && { chapter: act.chapter }),
        person: personIdOf(file, act.by),
        name: person.name,
        by: { connection: place.connection, id: account },
        spot: {
          connection: place.connection,
          room: place.room,
          ...(place.person !== undefined && { direct: true as const }),
        },
        deed,
        ...(act.refused !== undefined && { refused: true as const }),
      },
    ];
  });

const deedOf = ({ command, choice, reply, to, answers }: District['story'][number]): Deed | undefined => {
  if (command !== undefined) return { kind: 'command', words: command };
  if (choice !== undefined) return { kind: 'choice', ...choice };
  if (reply !== undefined) return { kind: 'reply', text: reply, ...(to !== undefined && { to }) };
  return answers === undefined ? undefined : { kind: 'answers', answers };
};

/** The platforms that the file plays on, in the order of their first room. */
export const connectionsIn = ({ places }: District): readonly ConnectionId[] => [
  ...new Set(Object.values(places).map(({ connection }) => connection)),
];
