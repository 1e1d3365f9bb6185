import { fieldIn, type Stripped, textIn } from './events.ts';
import type { OwnSpace } from './render.ts';
import { OURS } from './send.ts';
import type { State } from './state.ts';

export const CHILD = 'm.space.child';
export const PARENT = 'm.space.parent';

/** Those of the rooms inside may come in, and nobody else; for the rooms themselves it means nothing. */
export const ruleFor = (rooms: OwnSpace['rooms']) => ({
  join_rule: 'restricted',
  allow: rooms.map(({ room }) => ({ type: 'm.room_membership', room_id: room })),
});
const allowedBy = (rule: unknown): readonly string[] => {
  const allow = fieldIn(rule, 'allow');
  return Array.isArray(allow) ? allow.map((each) => textIn(each, 'room_id') ?? '').toSorted() : [];
};
export const isSameRule = (a: unknown, b: ReturnType<typeof ruleFor>): boolean =>
  textIn(a, 'join_rule') === b.join_rule && allowedBy(a).join(' ') === allowedBy(b).join(' ');
/** One without servers is none any more. */
export const linksIn = (state: State, of: string): readonly Stripped[] =>
  state.filter(({ type, content }) => type === of && Array.isArray(content['via']) && content['via'].length > 0);
export const childrenIn = (state: State): readonly Stripped[] => linksIn(state, CHILD);
/** What we have set for this district, and need no more; an account may serve several. */
export const leftIn = (
  children: readonly Stripped[],
  me: string,
  body: string,
  { rooms }: Pick<OwnSpace, 'rooms'>,
): readonly string[] =>
  children.flatMap(({ state_key = '', sender, content }) =>
    sender === me && textIn(content, OURS, 'body') === body && !rooms.some(({ room }) => room === state_key)
      ? [state_key]
      : [],
  );
