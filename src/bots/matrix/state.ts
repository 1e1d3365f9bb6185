import type { TooLow } from '../../core/model/place.ts';
import { fieldIn, type Stripped, textIn } from './events.ts';

/** A room as its state says it is. */
export type State = readonly Stripped[];
export const stateOf = (state: State, type: string): Stripped | undefined =>
  state.find((each) => each.type === type && (each.state_key ?? '') === '');
export const withMembership = (state: State, is: string): readonly string[] =>
  state.flatMap(({ type, state_key, content }) =>
    type === 'm.room.member' && content['membership'] === is && state_key !== undefined ? [state_key] : [],
  );

export const isSpace = (state: State): boolean =>
  textIn(stateOf(state, 'm.room.create')?.content, 'type') === 'm.space';

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
/** From version 12 on those who made a room may do everything, and stand in no list. */
export const powerOf = (state: State, person: string): number => {
  const creation = stateOf(state, 'm.room.create');
  const version = Number(textIn(creation?.content, 'room_version') ?? '1');
  const makers = fieldIn(creation?.content, 'additional_creators');
  const isMaker = creation?.sender === person || (Array.isArray(makers) && makers.includes(person));
  if (isMaker && !(version < 12)) return Number.POSITIVE_INFINITY;
  const levels = stateOf(state, 'm.room.power_levels')?.content;
  if (levels === undefined) return creation?.sender === person ? 100 : 0;
  return number(fieldIn(levels, 'users', person)) ?? number(levels['users_default']) ?? 0;
};
/** What it takes to send that there: as state, or as a message. */
export const neededFor = (state: State, type: string, as: 'state' | 'message'): number => {
  const levels = stateOf(state, 'm.room.power_levels')?.content;
  const [others, usual] = as === 'state' ? (['state_default', 50] as const) : (['events_default', 0] as const);
  return number(fieldIn(levels, 'events', type)) ?? number(levels?.[others]) ?? usual;
};
export const tooLow = (has: number, needs: number): TooLow | undefined =>
  has < needs ? { why: 'power', has, needs } : undefined;
