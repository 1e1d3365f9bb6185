import { z } from 'zod';
import { arg } from '../../src/core/commands/arguments.ts';
import { command } from '../../src/core/commands/command.ts';
import type { Answer, Envelope, Inbound, Post } from '../../src/core/messages.ts';
import type { Question } from '../../src/core/model/dialog.ts';
import type { MeetingId, PollId } from '../../src/core/model/number.ts';
import type { Place, PlaceId } from '../../src/core/model/place.ts';
import { ok } from '../../src/core/model/result.ts';
import type { Door, Reads, Store } from '../../src/core/ports.ts';
import { type Change, nothing, type Refusal, type Said, save } from '../../src/core/step.ts';
import type { Inline } from '../../src/core/texts/doc.ts';
import { type Ask, type Texts, texts } from '../../src/core/texts/index.ts';
import type { Shown, View } from '../../src/core/views/index.ts';
import type { ViewName, ViewRef } from '../../src/core/views/refs.ts';

// What must not compile. tsc is the test: where a mistake would be let through, its line becomes an error of its own.

// ── Words ──

// @ts-expect-error a refusal without words
export const speechless = { 'poll-closed': () => '' } satisfies { [C in Refusal['code']]: () => string };
// @ts-expect-error a language that lacks what German has
export const half: Texts = { language: 'en', gone: 'Gone.' };
// @ts-expect-error words that no language has
export const unknownWords = texts.de.ask['no-such-question'];
// @ts-expect-error a question without words
export const wordless: Pick<Question<Ask>, 'ask'> = { ask: 'no-such-words' };
// @ts-expect-error a question that nobody reads the answer of
export const unread: Question = { key: 'goal', ask: 'goal' };
// @ts-expect-error a person in a text by name alone: nobody could mention them
export const nameless: Inline = { name: 'Ada' };

// ── Ids ──

// @ts-expect-error one id is not another
export const mixed: PollId = 'D-1';
// @ts-expect-error a platform's room is not a place of ours
export const foreign: PlaceId = 'C024BE91L';
// @ts-expect-error an id of one kind where another is meant
export const misplaced = (reads: Reads, meeting: MeetingId) => reads.polls.byId(meeting);
// @ts-expect-error a key of a post is made, not just any text
export const keyless: Post = { key: 'hello', to: 'R-1', view: { view: 'help' }, urgency: 'notice' };

// ── States ──

// @ts-expect-error a room without its organization
export const homeless: Place = {
  id: 'R-1',
  kind: 'room',
  spot: { connection: 'c', room: 'r' },
  language: 'de',
  state: 'joined',
};
type Direct = Extract<Place, { kind: 'direct' }>;
// @ts-expect-error direct messages of an organization
export const shared = (place: Direct) => place.organization;
// @ts-expect-error a row in the wrong table
export const astray: Change = save('poll', { of: 'U', last: 1 });
// @ts-expect-error a cause's row keeps no words
export const wordy: Said = { say: 'Danke!' };
// @ts-expect-error nothing that comes from the store is changed in place
export const inPlace = async (reads: Reads) => (await reads.ballots.of('U-1')).push();

// ── The wall ──

// @ts-expect-error a tick comes from nobody
export const by = (inbound: Extract<Inbound, { kind: 'tick' }>) => inbound.by;
// @ts-expect-error what happened has a name, or a redelivery could not be recognised
export const anonymous: Inbound = { kind: 'tick', job: 'polls' };
// @ts-expect-error what was not saved says so
export const silent: Answer = { kind: 'failed' };
// @ts-expect-error text at the wall is no Doc
export const raw: Answer = { kind: 'done', say: 'Danke!' };
// @ts-expect-error what is sent goes somewhere
export const nowhere: Envelope = { id: 'x', body: 'body:x', revision: 1, urgency: 'quiet' };
// @ts-expect-error an adapter sees the door, not the store behind it
export const behind = (door: Door) => door.ledger;
// @ts-expect-error what a decision read cannot be left out
export const careless = (store: Store) => store.ledger.commit({ body: 'body:x', cause: 'e1', decision: ok(nothing) });

// ── Verbs and views ──

export const greedy = command({
  name: 'poll-close',
  words: ['x'],
  takes: [{ name: 'poll', kind: 'poll' }],
  args: z.object({ poll: arg.poll }),
  may: ['chair'],
  // @ts-expect-error it asked for polls alone
  load: async ({ ballots }: Pick<Reads, 'polls'>) => ok({ ballots }),
  decide: () => ok(nothing),
});
export const unnamed = command({
  // @ts-expect-error a command that no help knows
  name: 'no-such-command',
  words: ['x'],
  takes: [],
  args: z.object({}),
  may: ['chair'],
  load: async () => ok({}),
  decide: () => ok(nothing),
});
export const wordlessCommand = command({
  name: 'help',
  // @ts-expect-error a command that nobody can type
  words: [],
  takes: [],
  args: z.object({}),
  may: 'anyone',
  load: async () => ok({}),
  decide: () => ok(nothing),
});
export const mightyRole = command({
  name: 'help',
  words: ['x'],
  takes: [],
  args: z.object({}),
  // @ts-expect-error an office that nobody holds
  may: ['administrator'],
  load: async () => ok({}),
  decide: () => ok(nothing),
});
// @ts-expect-error a view that is meant and not made
export const unmade: { [V in ViewName]: View<V> } = {};
// @ts-expect-error a view of nothing
export const ofNothing: ViewRef = { view: 'poll' };
// @ts-expect-error what is shown says whether it is public
export const unlabelled: Shown = { say: [] };
