import type { CommandName } from '../../commands/names.ts';
import type { About, DialogEnd, Pick } from '../../model/dialog.ts';
import type { Label, TooLow } from '../../model/place.ts';
import type { Noted } from '../../views/refs.ts';
import { dates } from '../dates.ts';
import { type Doc, type Inline, line, text, typed, user, type Words } from '../doc.ts';
import type { Texts } from '../index.ts';
import { access } from './access.ts';
import { ask, review } from './ask.ts';
import { calendar } from './calendar.ts';
import { argument, command } from './commands.ts';
import { deadline } from './deadline.ts';
import { meeting, protocol } from './meeting.ts';
import { assignment, outcome } from './outcome.ts';
import { overview } from './overview.ts';
import { paper } from './paper.ts';
import { poll } from './poll.ts';
import { fault, refusal, roleNames } from './refusals.ts';
import { web } from './web.ts';

const on = dates('en');
const noted = {
  language: () => ['I will now speak English with you.'],
  'own-polls': () => ['From now on date polls also stand here as polls of Element. One can vote in any way.'],
  'line-polls': () => ['From now on date polls stand here as text only.'],
  'room-language': ({ language = 'en' }) => [
    `In this room I will now speak ${language === 'de' ? 'German' : 'English'}.`,
  ],
  agenda: ({ meeting = '', title = '', item = '' }) => line`Noted: item ${item} in ${meeting}, ${user(title)}`,
  'poll-option': ({ poll: id = '', options = '' }) => [`Added. ${id} now has ${options} dates.`],
  comment: ({ poll: id = '', earlier }) => [
    `Your comment is now shown with ${id}${earlier === undefined ? '' : ', beside your earlier one'}.`,
  ],
  'comment-hidden': ({ poll: id = '', earlier, until, zone = 'UTC' }) => [
    `Your comment is noted${earlier === undefined ? '' : ', beside your earlier one'}. The others see it only when poll ${id} ends${until === undefined ? '' : `: ${on.moment(until, zone)}`}.`,
  ],
  'vote-withdrawn': ({ poll: id = '' }) => [`Your vote in ${id} has been taken back.`],
  connected: ({ organization = '' }) => line`This room now belongs to: ${user(organization)}`,
  space: ({ body = '', named }) =>
    named === undefined
      ? line`I am setting up a space with all rooms that are connected here, and will keep it up to date. Your invitation will come in a moment. It is called: ${user(body)}`
      : line`I am adding all rooms that are connected here to the space, and will keep it up to date: ${user(named)}`,
  member: ({ person = '', organization = '', role = '' }) =>
    line`${user(person)} now belongs to: ${user(organization)}${role in roleNames ? ` (${roleNames[role as keyof typeof roleNames]})` : ''}`,
  'member-left': ({ person = '', organization = '' }) =>
    line`The membership has ended: ${user(person)}, ${user(organization)}`,
  account: ({ person = '' }) => line`The account now belongs to: ${user(person)}`,
  'access-revoked': ({ person = '' }) => line`${user(person)} can no longer come in by the web page.`,
  entered: () => ['You are signed in.'],
  left: () => ['You are signed out.'],
  delegated: ({ deadline = '', person = '' }) =>
    line`Noted: the person who looks after ${deadline} is now ${user(person)}`,
  snoozed: ({ deadline = '', until = '', zone = 'UTC' }) => [
    `All right, I will remind you of ${deadline} again on ${until === '' ? '' : on.moment(until, zone)}.`,
  ],
  invited: ({ meeting = '' }) => [`The invitation to ${meeting} has been sent.`],
  queued: () => ['All right, I will ask about this right after our current conversation.'],
  'answer-changed': () => ['Your answer has been changed.'],
} satisfies Record<Noted, (about: About) => Words>;

export const en: Texts = {
  language: 'en' as 'de' | 'en',
  /** What somebody said. */
  quoted: (said: Words): Words => line`“${said}”`,
  gone: 'This no longer exists.',
  me: {
    title: 'This is kept about you',
    name: 'Name',
    language: 'Language',
    languages: { de: 'German', en: 'English' },
    groups: 'Groups',
    accounts: 'Accounts',
    more: 'And what you enter here: votes, acceptances and outcomes. Would you like something to be changed or deleted? Please ask the coordinator.',
  },
  unavailable: 'I cannot save anything right now. Nothing was saved. Please try again in a moment.',
  inDoubt:
    'I lost my connection and do not know whether this was saved. Please check in a moment before you send it again.',
  bug: (cause: string) => `That did not work, and nothing was saved. This is our mistake. Reference: ${cause}`,
  unshown: (cause: string): string =>
    `This is saved. I just cannot show it right now; the mistake is ours. Reference: ${cause}`,
  pointer: [
    text(
      line`There is something non-public about this. Too many people can read along in this room. Please write to me in a direct chat: ${typed('tasks')}`,
    ),
  ] as Doc,
  askThem: 'Please ask: ',
  noted: noted as Record<Noted, (about: About) => Words>,
  yes: 'yes',
  no: 'no',
  label: { public: 'public', 'non-public': 'non-public' } satisfies Record<Label, string>,
  roles: roleNames as Record<keyof typeof roleNames, string>,
  picks: {
    yes: 'yes',
    no: 'no',
    public: 'public',
    'non-public': 'non-public',
    skip: 'skip',
    submit: 'submit',
  } satisfies Record<Pick, string>,
  ask: ask as Record<keyof typeof ask, (about: About) => Words>,
  review: (asked: keyof typeof ask): string => (review as Partial<Record<keyof typeof ask, string>>)[asked] ?? '',
  dialog: {
    howTo: 'At any time you can write: back, later or cancel. And mostly also: skip' as string,
    nothingSaid: 'Nothing is written down yet.',
    elsewhere:
      'This is not for everyone, but others read along in this room. Please go on with me alone: write to me in our direct chat: continue',
    answer: 'Answer',
    takenBack: 'This question is settled.',
    skipped: 'skipped',
    /** Where one ticks what one would write. */
    inForm: {
      'minutes-review': [
        'Is this correct? Tick the box and save to finish the minutes. Until then you can still change everything.',
      ],
      'report-review': [
        'Is everything right? Tick the box and save to submit it. Until then you can still change everything.',
      ],
    } as Record<string, Words>,
    titles: {
      minutes: ['Minutes'],
      report: ['Outcomes'],
      'ask-back': ['Question'],
      decide: ['Decision'],
      decline: ['Declining'],
      object: ['Objection'],
      answer: ['Answer'],
    } as Record<string, Words>,
    ends: {
      done: 'Thank you, that is all. It is saved.',
      cancelled: 'Cancelled. Nothing was passed on.',
      expired:
        'I have not heard from you for a while, so I am ending this conversation. Nothing was passed on. You can start again at any time.',
      parked:
        'All right, we will go on later. Your answers are kept for two weeks. When you are ready, write: continue',
      changed: 'My questions have changed. I have kept your answers where they still fit.',
      waiting: 'This is not finished yet, and your answers are still there. To go on, write: continue',
    } satisfies Record<DialogEnd, string>,
    others: {
      running: (who: Inline, moment: string): Words =>
        line`${who} is already adding these outcomes, last on ${moment}. Please talk to each other.`,
      submitted: (who: Inline, moment: string): Words =>
        line`${who} already submitted outcomes of this on ${moment}. You can add others.`,
    },
  },
  access,
  calendar,
  web,
  overview,
  poll,
  meeting,
  protocol,
  outcome,
  assignment,
  deadline,
  paper,
  files: { paper: 'paper', protocol: 'minutes', invitation: 'invitation', public: 'public' },
  tasks: {
    title: 'This is waiting for you',
    none: 'Nothing is waiting for you right now.',
    dialogs: ['To be continued:'] as Words,
    resume: (what: Words): Words => line`${what} – write to me in our direct chat: continue`,
    wasDue: (moment: string): string => `was due on ${moment}`,
    votes: ['Vote:'] as Words,
    invitations: ['Say if you will come:'] as Words,
    questions: ['Answer questions:'] as Words,
    objections: ['Settle objections:'] as Words,
    settleObjections: line`Change it or keep it: ${typed('outcome <number>')}` as Words,
    pending: ['Look through outcomes:'] as Words,
    deadlines: ['Deadlines:'] as Words,
    snoozed: (moment: string): string => `put off until ${moment}`,
    assignments: ['Assignments:'] as Words,
    stuck: (n: number): Words => [
      n === 1
        ? 'There is one message that may not have arrived. Please check.'
        : `There are ${n} messages that may not have arrived. Please check.`,
    ],
  },
  lists: {
    until: (moment: string): string => `until ${moment}`,
    polls: 'Open polls',
    noPolls: 'There is no open poll right now.',
    meetings: 'The next meetings',
    noMeetings: 'No meeting is planned right now.',
    outcomes: (organization: Inline): Words => line`Outcomes: ${organization}`,
    noOutcomesForYou: (organization: Inline): Words =>
      line`There are no outcomes of ${organization} on their way right now that you may see here. What has not been passed on yet only the members see.`,
    noOutcomes: (organization: Inline): Words => line`There are no outcomes of ${organization} on their way right now.`,
    noMembers: 'Nobody yet.',
    vacancies: ['Free seats:'] as Words,
    vacant: (n: number): string => (n === 1 ? '1 seat free' : `${n} seats free`),
  },
  help: {
    intro: 'I help groups and committees to find dates, prepare meetings and pass on outcomes. You can write:',
    hint: line`Thank you for your message. I am afraid it means nothing to me. To see what you have to do, write: ${typed('tasks')}. To see what I can do, write: ${typed('help')}`,
    unknown: (typed: string): Words => line`There is no command “${user(typed)}”. You can write:`,
    more: line`More about a command: ${typed('help poll')}. To see also what others may do: ${typed('help all')}`,
    details: line`More about a command: ${typed('help poll')}`,
    how: 'How',
    example: 'Example',
    also: 'Also works',
    groups: {
      'For everyone': [
        'tasks',
        'meeting-list',
        'poll-list',
        'vote',
        'vote-withdraw',
        'poll-comment',
        'rsvp',
        'agenda-add',
        'meeting-show',
        'protocol',
        'calendar',
        'calendar-renew',
        'account-code',
        'me',
        'language',
        'help',
      ],
      Outcomes: [
        'report',
        'outcome-list',
        'outcome-show',
        'outcome-object',
        'outcome-correct',
        'outcome-answer',
        'assignment-state',
      ],
      'Chair and coordinator': [
        'poll-open',
        'poll-add',
        'poll-close',
        'meeting-fix',
        'meeting-plan',
        'meeting-invite',
        'meeting-move',
        'meeting-cancel',
        'meeting-held',
        'agenda-move',
        'agenda-drop',
      ],
      'Steering group': ['take-up', 'ask-back', 'decide', 'decline', 'undo', 'assign'],
      'Deadlines and papers': [
        'plan-show',
        'deadline-done',
        'deadline-later',
        'deadline-delegate',
        'reminders',
        'paper-draft',
        'paper-show',
        'paper-edit',
        'paper-leave-out',
        'paper-release',
        'paper-submitted',
      ],
      'People and rooms': [
        'members',
        'member-add',
        'member-remove',
        'connect',
        'space',
        'room-polls',
        'account-link',
        'access-issue',
        'access-list',
        'access-revoke',
      ],
    } as Record<string, readonly CommandName[]>,
  },
  placeNews: {
    removed: (about: Inline): Words =>
      line`I am no longer in this room: ${about}. I am keeping the messages that were meant for it.`,
    encrypted: (about: Inline): Words =>
      line`This room is now encrypted: ${about}. I will not write there until this is settled. Nothing will be lost.`,
    missed: (about: Inline): Words =>
      line`I could not fetch some messages from this room: ${about}. Please ask everybody there to check that their votes and answers have arrived.`,
    unsure: (about: Inline): Words =>
      line`A message for this room may not have arrived: ${about}. I am not allowed to read there, so I do not send it again. Please have a look there.`,
    revoked: (about: Inline): Words =>
      line`I no longer have access to this connection: ${about}. I am keeping messages until access is renewed.`,
    uninstalled: (about: Inline): Words => line`I was removed from this connection: ${about}. I am keeping messages.`,
    back: (about: Inline): Words => line`This connection works again: ${about}. I am now sending what had to wait.`,
  },
  placeLacks: {
    room: (about: Inline, { has, needs }: TooLow): Words =>
      line`I may no longer write in this room: ${about}. My power level there is ${has}, and ${needs} is needed. Please give me at least level ${needs} in the settings of the room.`,
    space: {
      outside: (about: Inline): Words =>
        line`I cannot look after this space since I am not in it: ${about}. Please invite me there. Then write to me once more: ${typed('space')}`,
      'no-space': (about: Inline): Words =>
        line`I do not find a space of this name: ${about}. Please check the address. It stands in the settings of the space and looks like this: #district:example.org`,
      refused: (about: Inline): Words =>
        line`The server does not let me set up this space: ${about}. Please ask whoever runs the server. Or create the space yourself, invite me, and write to me: ${typed('space #address:server')}`,
      power: (about: Inline, { has, needs }: TooLow): Words =>
        line`In this space my power level is too low: ${about}. It is ${has}, and ${needs} is needed. Please give me at least level ${needs} in the settings of the space. Then write to me once more: ${typed('space')}`,
    },
  },
  command: command as Record<keyof typeof command, { does: string; example: string }>,
  argument: argument as Record<keyof typeof argument, string>,
  fault,
  refusal: refusal as { [C in keyof typeof refusal]: (typeof refusal)[C] },
};
