import type { PersonId } from '../../src/core/model/place.ts';
import { type Availability, availabilities } from '../../src/core/model/poll.ts';
import { SECRET } from './platform.ts';
import type { Meant } from './reference.ts';
import type { PlatformName, Scene } from './scene.ts';

type Actor = { id: PersonId; on: PlatformName; user: string; room: string; mayVote: boolean; mayLead: boolean };
const ada = { id: 'P-1', mayVote: true, mayLead: true } as const;
const actors: readonly Actor[] = [
  { ...ada, on: 'slack', user: 'ada', room: 'wohnen' },
  { ...ada, on: 'matrix', user: '@ada', room: '!wohnen' },
  { id: 'P-2', on: 'matrix', user: '@ben', room: '!wohnen', mayVote: true, mayLead: false },
  { id: 'P-3', on: 'slack', user: 'kim', room: 'wohnen', mayVote: true, mayLead: true },
  { id: 'P-4', on: 'matrix', user: '@guest', room: '!wohnen', mayVote: false, mayLead: false },
];

/** What an actor sends, and what is meant by it. Undefined where it cannot be done now. */
type Done = { payload: object; meant: Meant } | undefined;
type Act = (it: Scene, who: Actor) => Done;
type Mark = readonly [option: number, Availability];

const said: Record<Availability, string> = { yes: 'ja', 'if-need-be': 'vielleicht', no: 'nein' };
const inWords = (marks: readonly Mark[]): string => marks.map(([option, fits]) => `${option} ${said[fits]}`).join(', ');
const asPick = ([option, fits]: Mark): string => `${option}:${fits}`;
const aMark = ({ roll }: Scene): Mark => [1 + roll.roll(2), roll.pick(availabilities)];
const someMarks = (it: Scene): readonly Mark[] => {
  const [first, second] = [aMark(it), aMark(it)];
  return first[0] === second[0] ? [first] : [first, second];
};
const typed = (text: string, more: object = {}) => ({ type: 'typed', text, ...more });
const anyPoll = (it: Scene): string | undefined =>
  it.truth.polls.size === 0 ? undefined : `U-${1 + it.roll.roll(it.truth.polls.size)}`;
const aboutPoll =
  (act: (poll: string, it: Scene, who: Actor) => Done): Act =>
  (it, who) => {
    const poll = anyPoll(it);
    return poll === undefined ? undefined : act(poll, it, who);
  };
/** On a message that shows a poll, where the actor is. */
const onMessage =
  (act: (on: string, poll: string, it: Scene) => Done): Act =>
  (it, { on }) => {
    const message = it.message(on);
    const poll = /U-\d+/.exec(message?.envelope ?? '')?.[0];
    return message === undefined || poll === undefined ? undefined : act(message.id, poll, it);
  };

const open: Act = ({ roll }) => {
  const day = 1 + roll.roll(9);
  return {
    payload: typed(`!ak umfrage ${day}.9. 14 Uhr; 1${day}.9. 10–12 Uhr`),
    meant: { does: 'open', options: 2 },
  };
};
const add = aboutPoll((poll, { roll }) => ({
  payload: typed(`!ak umfrage ergänzen ${poll} ${1 + roll.roll(28)}.10. 9 Uhr`),
  meant: { does: 'add', poll },
}));
const click = onMessage((on, poll, it) => {
  const [mark, was] = [aMark(it), it.roll.oneIn(3) ? aMark(it) : undefined];
  return {
    payload: { type: 'clicked', on, button: asPick(mark), ...(was && { was: asPick(was) }) },
    meant: { does: 'mark', poll, set: [mark], unset: was === undefined ? [] : [was] },
  };
});
const markAll = onMessage((on, poll, it) => {
  const marks = someMarks(it);
  return {
    payload: { type: 'polled', on, all: marks.map(asPick) },
    meant: { does: 'mark', poll, set: marks, unset: 'rest' },
  };
});
const command = aboutPoll((poll, it, who) => {
  const [marks, message] = [someMarks(it), it.voice(who, poll)];
  return {
    payload: typed(`!ak stimme ${poll} ${inWords(marks)}`, { message }),
    meant: { does: 'mark', poll, set: marks, unset: [], message },
  };
});
const reply = onMessage((to, poll, it) => {
  const marks = someMarks(it);
  return { payload: typed(inWords(marks), { to }), meant: { does: 'mark', poll, set: marks, unset: [] } };
});
const edit: Act = (it, who) => {
  const [before, marks] = [it.voiceOf(who), someMarks(it)];
  if (before === undefined) return undefined;
  const { message, poll } = before;
  return {
    payload: { type: 'edited', message, text: `!ak stimme ${poll} ${inWords(marks)}` },
    meant: { does: 'mark', poll, set: marks, unset: 'said', message },
  };
};
const erase: Act = (it, who) => {
  const before = it.voiceOf(who);
  if (before === undefined) return undefined;
  return {
    payload: { type: 'deleted', message: before.message },
    meant: { does: 'unsay', poll: before.poll, message: before.message },
  };
};
const withdraw = aboutPoll((poll) => ({
  payload: typed(`!ak stimme zurückziehen ${poll}`),
  meant: { does: 'withdraw', poll },
}));
/** Some are so long that the post with them becomes several messages. */
const comment = aboutPoll((poll, { roll }) => ({
  payload: typed(
    `!ak kommentar ${poll} ${Array.from({ length: 1 + roll.pick([0, 30, 70]) }, () => SECRET).join('\n')}`,
  ),
  meant: { does: 'comment', poll },
}));
const close = aboutPoll((poll) => ({
  payload: typed(`!ak umfrage schließen ${poll}`),
  meant: { does: 'close', poll },
}));

/** All that people do, and how often. A new verb is a line here, and what it means one in the reference. */
const acts: readonly (readonly [weight: number, Act])[] = [
  [6, open],
  [3, add],
  [24, click],
  [9, markAll],
  [9, command],
  [9, reply],
  [6, edit],
  [3, erase],
  [3, withdraw],
  [4, comment],
  [1, close],
];

/** Somebody does something. */
export const act = async (it: Scene): Promise<void> => {
  const who = it.roll.pick(actors);
  const done = (it.truth.polls.size === 0 ? open : it.roll.weighted(acts))(it, who);
  if (done === undefined) return;
  const { id: by, mayVote, mayLead, on, user, room } = who;
  await it.send(on, { user, room, ...done.payload }, { by, meant: done.meant, mayVote, mayLead });
};
