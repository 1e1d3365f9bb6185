import type { Role } from '../../model/organization.ts';
import type { PlanStep } from '../../model/plan.ts';
import type { FieldFault, Refusal } from '../../step.ts';
import { dates } from '../dates.ts';
import { type Doc, joined, line, listed, text, typed, user, type Words } from '../doc.ts';
import { argument, command } from './commands.ts';
import { paper } from './paper.ts';

const on = dates('en');
const roleNames = {
  coordinator: 'coordinator',
  chair: 'chair',
  delegate: 'delegate',
  member: 'member',
  substitute: 'substitute',
  guest: 'guest',
} satisfies Record<Role, string>;
const wanted = {
  text: 'Please write a few words.',
  'yes-no': 'Please answer “yes” or “no”.',
  label: 'Please answer “public” or “non-public”.',
  choice: 'Please choose one of the options.',
  review: 'Please answer “yes”, or write the number and the new text, for example: 2: New text',
  people: 'I do not know all of these names. Please write for example: + Ms Vogt, - Mr Braun. Or “correct”.',
  number: 'Please write a number.',
} as const;
const states = {
  draft: 'not passed on yet',
  submitted: 'submitted',
  'taken-up': 'taken up',
  'asked-back': 'waiting for an answer',
  decided: 'decided',
  declined: 'declined',
  reported: 'reported',
} as const;
const met = {
  results: 'The outcomes have been submitted.',
  review: 'All outcomes that were submitted have been looked through.',
  draft: 'The draft of the paper is written.',
  'co-signing': 'The paper is released.',
  submission: 'The paper is handed in.',
} satisfies Record<PlanStep, string>;
const say = (words: Words | string): Doc => [text(words)];
/** “A; B or C”: dates have commas of their own. */
const or = (all: readonly string[]): string =>
  [all.slice(0, -1).join('; '), ...all.slice(-1)].filter((each) => each !== '').join(' or ');
const tooLong = (most: number, is?: number): string =>
  `This is too long: at most ${most} characters${is === undefined ? '' : `, and there are ${is}`}. Please make the text shorter.`;
const about = ({ piece }: { code: string; piece?: string }): Words =>
  piece === undefined ? [] : line`About “${user(piece)}”: `;

export const fault = (it: FieldFault): Words => {
  switch (it.is) {
    case 'missing':
      return ['still missing'];
    case 'malformed':
      return line`I did not understand “${user(it.text)}” here`;
    case 'too-long':
      return [`too long, at most ${it.most} characters`];
  }
};

export const refusal = {
  'poll-closed': () => say('This poll is already closed.'),
  'no-such-option': (it) => say(`There is no number ${it.option} in this poll. The numbers are 1 to ${it.most}.`),
  'marked-twice': (it) => say(`You have answered twice for number ${it.option}. Please answer only once.`),
  'too-few-options': (it) =>
    say(`A poll needs at least ${it.least} dates, with a semicolon between them. For example: Tue 2pm; Thu 10-12`),
  'too-many-options': (it) => say(`There are too many dates. ${it.most} are possible.`),
  'option-twice': (it) => say(`You named this date twice: ${on.slot(it.slot, it.zone)}.`),
  'same-option': (it) => say(`This date is already there, as number ${it.option}.`),
  'not-extensible': () => say('In this poll, only the chair or the coordinator can add dates.'),
  'closes-late': () => say('The poll must end before the first date begins.'),
  'meeting-over': () => say('This meeting has already taken place or was cancelled.'),
  'meeting-cancelled': (it) => say(paper.fallen(it.meeting)),
  'meeting-undated': () => say('This meeting has no date yet.'),
  'meeting-not-held': () => say('There are no minutes of this meeting yet.'),
  'meeting-ahead': (it) =>
    say(`This meeting is not until ${on.slot(it.slot, it.zone)}. We write its minutes once it has begun.`),
  'meeting-moved': (it) =>
    say(
      line`This meeting has been moved since: ${on.slot(it.slot, it.zone)}. Please answer for the new date, for example: ${typed(`attend ${it.meeting} yes`)}`,
    ),
  'meeting-unmoved': (it) =>
    say(`The meeting already has this date: ${on.slot(it.slot, it.zone)}. Nothing has changed.`),
  'already-invited': (it) =>
    say(
      `The invitation was sent already on ${on.moment(it.at, it.zone)}. There is nothing new to tell since; nothing was sent.`,
    ),
  'no-such-item': (it) => say(`There is no agenda item ${it.item} in this meeting.`),
  'too-many-items': (it) => say(`More than ${it.most} agenda items are not possible.`),
  'outcome-settled': (it) => say(`This outcome is already ${states[it.state]}.`),
  'outcome-not-handed': () => say('This outcome has not gone to the steering group yet.'),
  'too-late-to-object': () => say('The time for objections is over.'),
  'objected-already': () => say('There is an objection to this outcome already.'),
  'nothing-to-undo': () => say('There is nothing left to undo here. You can undo something for one hour only.'),
  'answered-meanwhile': () => say('The question has been answered meanwhile. So it can no longer be undone.'),
  'no-open-question': () => say('There is no open question about this outcome.'),
  'paper-final': () => say('This paper has been handed in and can no longer be changed.'),
  'paper-not-released': () => say('This paper is not released yet.'),
  'paper-fallen': (it) => say(line`${paper.fallen(it.sitting)} ${paper.goOn(it.next)}`),
  'paper-outdated': (it) =>
    say(
      `Something has changed since the release: ${it.outcomes.join(', ')}. Please release the paper again; what no longer holds is then left out.`,
    ),
  'not-in-paper': (it) => say(`${it.outcome} is not in this paper.`),
  'always-in-paper': () =>
    say('Title and introduction always belong to the paper. You can leave out an outcome or the proposed decision.'),
  'nothing-to-report': (it) => {
    if (it.why === 'empty')
      return say(
        line`There is no outcome in this paper that is still to be reported. To write it anew: ${typed(`paper draft ${it.sitting}`)}`,
      );
    return say(
      it.why === 'none'
        ? 'There are no public outcomes yet that were taken up or decided. So I cannot write a paper yet.'
        : 'All public outcomes that were taken up or decided have been reported already. As soon as there are new ones, I can write a paper again.',
    );
  },
  'plan-order': () => say('The deadlines of this committee are in the wrong order. Please tell the coordinator.'),
  'holidays-unknown': (it) => say(`I do not know the public holidays for ${on.day(it.day)} yet.`),
  'recurrence-unreadable': (it) => say(line`I did not understand “${user(it.text)}”. For example: weekdays 8am`),
  unreadable: (it) => say(wanted[it.wanted]),
  'unknown-names': (it) =>
    say(
      line`I cannot tell who is meant by ${it.names.length === 1 ? 'this name' : 'these names'}: ${listed(it.names.map(user))}. Please write first and last names. Whom I do not know, please name with the next question, among the guests.`,
    ),
  'too-long': (it) => say(tooLong(it.most, it.is)),
  needed: () => say('This question cannot be skipped. Please answer it, or write: cancel'),
  'review-number': (it) => say(`There is no such number. The numbers are 1 to ${it.most}.`),
  'when-unreadable': (it) =>
    say(line`${about(it)}I did not understand the date “${user(it.text)}”. For example: Tue 30 June 2pm`),
  'when-ambiguous': (it) => say(line`${about(it)}Do you mean ${or(it.readings.map(on.when))}? Please add the date.`),
  'when-hourless': (it) =>
    say(
      it.days.length === 1
        ? line`${about(it)}At what time on ${or(it.days.map(on.when))}? Please add the time.`
        : line`${about(it)}Do you mean ${or(it.days.map(on.when))}? Please add the date and the time.`,
    ),
  'when-past': (it) => say(line`${about(it)}${on.when(it.understood)} is already over.`),
  'when-mismatch': (it) =>
    say(line`${about(it)}The weekday does not fit the date. Do you mean ${or(it.readings.map(on.when))}?`),
  'when-impossible': (it) => say(line`${about(it)}There is no “${user(it.text)}”.`),
  'several-days': (it) =>
    say(`These are several days: ${on.when(it.understood)}. A meeting has only one day. Please name it.`),
  'unknown-command': (it) => [
    text(line`I do not know the command “${user(it.words)}”.${it.near.length > 0 ? ' Do you perhaps mean:' : ''}`),
    ...(it.near.length > 0 ? [{ is: 'list' as const, items: it.near.map((name) => [command[name].example]) }] : []),
    text(line`To see all commands, write: ${typed('help')}`),
  ],
  'unknown-place': () =>
    say(
      line`This room is not connected with a group yet. The coordinator can change that: ${typed('connect <group>')}`,
    ),
  'unknown-person': () =>
    say(
      line`I do not know your account yet. If you already write to me in another way, ask me there for a code in the direct chat: ${{ strong: 'connect account' }}. Then write the code here. Otherwise please contact the coordinator of your district.`,
    ),
  'code-over': () =>
    say(
      line`This code is not valid, or no longer. You get a new one where I already know you. Write there in the direct chat: ${{ strong: 'connect account' }}`,
    ),
  'no-such': (it) => say(line`There is no ${user(it.named)}.`),
  'no-such-organization': (it) => say(line`I do not know a group called “${user(it.named)}”.`),
  'which-organization': () => say('For which group? Please add its name.'),
  'no-such-person': (it) => say(line`I do not know “${user(it.named)}”.`),
  'not-allowed': (it) =>
    say(`Only people with these roles may do this here: ${it.may.map((each) => roleNames[each]).join(', ')}.`),
  'no-meeting-ahead': () => say('No meeting is planned. Please give the number, for example: S-12'),
  'not-a-member': (it) => say(line`${user(it.named)} does not belong to this group.`),
  'later-than-due': () => say('That would be after the deadline. Please give an earlier time.'),
  'deadline-void': (it) => say(`The meeting is cancelled. ${it.deadline} no longer applies.`),
  'deadline-done': (it) => say(line`${it.deadline} is already done, as ${user(it.by)} has said.`),
  'deadline-idle': (it) => say(`There is nothing to review for ${it.deadline}. No results were submitted.`),
  'deadline-met': (it) => say(`${it.deadline} is already done: ${met[it.step]}`),
  'not-reminded': (it) =>
    say(
      it.people.length === 0
        ? `At present I remind nobody in person of ${it.deadline}.`
        : line`It is not you whom I remind of ${it.deadline}, but: ${listed(it.people.map(user))}.`,
    ),
  'deadline-passed': (it) => say(`${it.deadline} has already passed. I will not remind you of it any more.`),
  'last-coordinator': () =>
    say('Then nobody could coordinate here any more. Please make somebody else coordinator first.'),
  'account-known': () => say('I know this account already. Please send the code from the account that is to be added.'),
  'account-taken': () => say('This account belongs to another person already.'),
  'link-used': () => say('This link has been used already. It works only once.'),
  'link-over': () => say('This link is no longer valid.'),
  'not-below': (it) =>
    say(
      line`Assignments go only to organizations that report to this one: ${user(it.giver)}. ${it.possible.length === 0 ? 'There are none.' : line`Possible are: ${listed(it.possible.map(user))}.`}`,
    ),
  'not-here': () => say('This works only in a room.'),
  'not-on-this-platform': ({ lacks }) =>
    say(
      {
        'own-polls': 'There are no polls of its own here. I show date polls as text, and one can vote all the same.',
        space: 'A space exists on Matrix only. Please write this to me there.',
      }[lacks],
    ),
  'nothing-to-choose': () => say('There is nothing left to choose here.'),
  'unreadable-marks': (it) => [
    text(
      line`${it.text === '' ? '' : line`I did not understand “${user(it.text)}”. `}Please write: 1 yes, 2 maybe, 3 no`,
    ),
    ...(it.poll === undefined
      ? []
      : [text(line`If you would like to say something about it: ${typed(`comment ${it.poll} <your text>`)}`)]),
  ],
  'which-poll': (it) => [
    text('For which poll? Please write, for example:'),
    { is: 'list' as const, items: it.polls.map((poll) => [typed(`vote ${poll} ${it.text}`)]) },
  ],
  tie: (it) =>
    say(
      line`The dates ${it.options.join(' and ')} suit equally well. Please give the number, for example: ${typed(`meeting fix ${it.poll} ${it.options[0] ?? 1}`)}`,
    ),
  'fix-fallen': (it) =>
    say(
      line`Meeting ${it.meeting} is cancelled. To call a new meeting: ${typed(`meeting on ${it.organization} ${it.slot === undefined ? '<date>' : on.slot(it.slot, it.zone)}`)}`,
    ),
  'nobody-can': () =>
    say('Nobody can come on any of these dates. Please start a new poll, or give a number all the same.'),
  'nobody-voted': (it) =>
    say(
      line`Nobody has voted yet. Please give the number of the date, for example: ${typed(`meeting fix ${it.poll} 1`)}`,
    ),
  'not-a-committee': () => say('Deadlines and papers exist only for the meeting of a committee.'),
  'no-steering': () => say('This group has no steering group that it reports to.'),
  'which-steering': () => say('For which steering group? Please write this in its room.'),
  'no-longer': () => say('This no longer exists.'),
  'dialog-over': () => say('This conversation has already ended.'),
  'dialog-changed': () => say('This form is no longer up to date. Please open it again; your answers are still there.'),
  'dialog-newer': () => say('I am being updated right now. Please try again in a few minutes.'),
  arguments: (it) => [
    text(
      line`${joined(
        Object.entries(it.fields).map(([name, why]) => line`${argument[name as keyof typeof argument]}: ${fault(why)}`),
        '. ',
      )}.`,
    ),
    text(`For example: ${command[it.command].example}`),
  ],
  form: () => say('Please check the marked fields. Everything else is still there.'),
  bug: (it) => say(`That did not work, and nothing was saved. This is our mistake. Reference: ${it.cause}`),
} satisfies { [C in Refusal['code']]: (it: Extract<Refusal, { code: C }>) => Doc };
export { roleNames };
