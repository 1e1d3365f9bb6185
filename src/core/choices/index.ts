import { forbidden, perform } from '../commands/command.ts';
import { hearCommand } from '../commands/index.ts';
import { readMarks } from '../commands/marks.ts';
import { mayVote } from '../commands/may.ts';
import { partsOf, vote } from '../commands/vote.ts';
import { awaited, moved, reconsider, reply } from '../dialogs/dialog.ts';
import type { FromPerson } from '../messages.ts';
import type { PollId } from '../model/number.ts';
import { currentOf } from '../model/organization.ts';
import type { MessageRef } from '../model/place.ts';
import { isOpen, type Mark } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import { dayOf } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { type Asked, type Decision, nothing } from '../step.ts';
import { texts } from '../texts/index.ts';
import { show } from '../views/index.ts';
import type { ViewRef } from '../views/refs.ts';
import { viewOn } from './about.ts';
import { type Chosen, chooseOn } from './choose.ts';
import { pickAlone, pickIn, picksBy, sourceOf } from './said.ts';

/** A click. */
export const choose = async (
  reads: Reads,
  on: MessageRef,
  about: string | undefined,
  chosen: Chosen,
  asked: Asked,
): Promise<Decision> => chooseOn(reads, await viewOn(reads, on, about, asked), chosen, asked);

/**
 * Words. Under a poll they may be marks, under a card a choice; otherwise they go to the dialog that waits for them. Talk
 * among people is none of these, and is met with silence in a room. Alone with us a command needs no sign before it, and
 * what is none is met with a hint.
 */
export const hear = async (
  reads: Reads,
  text: string,
  to: MessageRef | undefined,
  about: string | undefined,
  asked: Asked,
): Promise<Decision> => {
  const view = await viewOn(reads, to, about, asked);
  const chosen = view && (await spoken(reads, view, text, asked));
  if (chosen !== undefined) return chosen;
  const dialog = await awaited(reads, asked, text);
  const path = view?.view === 'question' && view.dialog === dialog?.id ? view.path : undefined;
  if (dialog !== undefined) return reply(reads, dialog, text, asked, path);
  const here = await moved(reads, text, asked);
  if (here !== undefined) return here;
  const thread = to ?? asked.thread;
  const around = thread && (await reads.posts.shownAt(thread))?.view;
  const under = around && (await spokenUnder(reads, around, text, asked));
  if (under !== undefined) return under;
  if (asked.at.kind !== 'direct') return ok(nothing);
  const marked = (await votedAlone(reads, text, asked)) ?? (await pickedAlone(reads, text, asked));
  if (marked !== undefined) return marked;
  return hearCommand(reads, text, asked) ?? ok({ save: [], posts: [], say: { view: 'hint' } });
};

/** Whether somebody's words are meant for us, whatever they are: an answer to us, or where a question of ours waits for one. */
export const isForUs = async (reads: Reads, said: FromPerson, asked: Asked): Promise<boolean> => {
  if (said.kind === 'revised') return (await reads.utterances.at(said.message))?.person === asked.by;
  if (said.kind !== 'reply') return false;
  if ((await viewOn(reads, said.to, said.about, asked)) !== undefined) return true;
  if (asked.thread !== undefined) return (await awaited(reads, asked, '')) !== undefined;
  return (await reads.dialogs.awaiting(asked.by, asked.at.id)).some(({ state }) => state === 'open');
};

/** What marks a poll, as a vote in it; undefined if the words are no marks. */
const votedBy = (reads: Reads, poll: PollId, text: string, asked: Asked): Promise<Decision> | undefined => {
  const picked = partsOf(text);
  return readMarks(picked).ok ? perform(vote, { poll, picked, dropped: [] }, reads, asked) : undefined;
};

/** Alone with us, marks without a poll are meant for the one that is open. A bare number may be meant for anything. */
const votedAlone = async (reads: Reads, text: string, asked: Asked): Promise<Decision | undefined> => {
  const picked = partsOf(text);
  if (!/\p{L}/u.test(text) || !readMarks(picked).ok) return undefined;
  const { zone } = await reads.body();
  const groups = currentOf(await reads.memberships.of(asked.by), dayOf(asked.now, zone)).filter(mayVote);
  const listed = await Promise.all(groups.map(({ organization }) => reads.polls.open(organization)));
  const [poll, ...others] = listed.flat().filter((each) => isOpen(each, asked.now));
  if (poll === undefined) return undefined;
  return others.length > 0
    ? no({ code: 'which-poll', polls: [poll, ...others].map(({ id }) => id), text })
    : perform(vote, { poll: poll.id, picked, dropped: [] }, reads, asked);
};

/** So many posts back somebody may mean a card by the word on its button. */
const LAST = 20;
/** Alone with us, the word on a button is meant for the card there that offers it now, if that can be only one. */
const pickedAlone = async (reads: Reads, text: string, asked: Asked): Promise<Decision | undefined> => {
  const picks = picksBy(text);
  if (picks.size === 0) return undefined;
  const look = { reads, words: texts.de, now: asked.now, place: asked.at, reader: asked.by };
  const found = await Promise.all(
    (await reads.posts.lastIn(asked.at.id, LAST)).map(async ({ view }) => {
      const source = sourceOf[view.view];
      const pick = source && picks.get(source);
      if (pick === undefined) return [];
      const { say } = await show(view.view, view, look);
      const isOffered = say.some((block) => block.is === 'text' && block.choices?.some((each) => each.pick === pick));
      return isOffered ? [await chooseOn(reads, view, { picked: [pick], dropped: [] }, asked)] : [];
    }),
  );
  const [newest, ...others] = found.flat();
  const same = JSON.stringify(newest); // cards about one thing do the same
  return others.every((each) => JSON.stringify(each) === same) ? newest : undefined;
};

/** Whom an example helps: not who only listens, nor who talks about a poll that is over. */
const mayStillVote = async (reads: Reads, id: PollId, asked: Asked): Promise<boolean> => {
  const poll = await reads.polls.byId(id);
  if (poll === undefined || !isOpen(poll, asked.now)) return false;
  return (await forbidden(reads, asked, { id: poll.organization }, vote.may)) === undefined;
};

/** What a text means as an answer to a post; undefined if it means nothing there. */
const spoken = async (reads: Reads, view: ViewRef, text: string, asked: Asked): Promise<Decision | undefined> => {
  if (view.view === 'poll' || view.view === 'poll-reminder') {
    const marked = votedBy(reads, view.poll, text, asked);
    if (marked !== undefined) return marked;
    if (await mayStillVote(reads, view.poll, asked)) return no({ code: 'unreadable-marks', text, poll: view.poll });
    return asked.at.kind === 'direct' ? no({ code: 'unreadable-marks', text }) : undefined;
  }
  const source = sourceOf[view.view];
  const found = source && pickIn(source, text);
  if (found !== undefined)
    return chooseOn(
      reads,
      view,
      { picked: [found.pick], dropped: [], ...(found.rest !== '' && { said: found.rest }) },
      asked,
    );
  // a reply to the question of the steering group is its answer
  return view.view === 'outcome-news' && view.what === 'asked-back' && view.side === 'source'
    ? chooseOn(reads, view, { picked: ['answer'], dropped: [], said: text }, asked)
    : undefined;
};

/** The same in the thread of a post, where people talk, too: only what is nothing but a choice. Alone with us nobody else talks. */
const spokenUnder = async (reads: Reads, view: ViewRef, text: string, asked: Asked): Promise<Decision | undefined> => {
  if (view.view === 'poll') return votedBy(reads, view.poll, text, asked);
  if (asked.at.kind === 'direct') return spoken(reads, view, text, asked);
  const source = sourceOf[view.view];
  const pick = source && pickAlone(source, text);
  return pick === undefined ? undefined : chooseOn(reads, view, { picked: [pick], dropped: [] }, asked);
};

/** Somebody has edited a message: what it did is done otherwise, where that can be. */
export const revise = async (reads: Reads, message: MessageRef, text: string, asked: Asked): Promise<Decision> => {
  const before = await reads.utterances.at(message);
  if (before === undefined || before.person !== asked.by) return ok(nothing);
  switch (before.did) {
    case 'vote':
      return perform(vote, { poll: before.poll, picked: partsOf(marksIn(text)), dropped: said(before.marks) }, reads, {
        ...asked,
        message,
      });
    case 'answer':
      return reconsider(reads, before.dialog, before.path, text, asked);
  }
};
/** As a click would name them. */
const said = (marks: readonly Mark[]): readonly string[] => marks.map(({ option, fits }) => `${option}:${fits}`);
/** Of a command, what follows the number of the poll. */
const marksIn = (text: string): string => text.replace(/^.*?\bU-?\s?\d+\s*/is, '');

/** Somebody has deleted a message: what it did is taken back, where that can be. */
export const withdraw = async (reads: Reads, message: MessageRef, asked: Asked): Promise<Decision> => {
  const before = await reads.utterances.at(message);
  if (before === undefined || before.person !== asked.by) return ok(nothing);
  switch (before.did) {
    case 'vote':
      return perform(vote, { poll: before.poll, picked: [], dropped: said(before.marks) }, reads, asked);
    case 'answer':
      return reconsider(reads, before.dialog, before.path, undefined, asked);
  }
};
