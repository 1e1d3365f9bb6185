import type { About } from '../../model/dialog.ts';
import { line, user, type Words } from '../doc.ts';

const who = ({ group = '', steering = '' }: About): Words =>
  line`Public (may go into the paper) or non-public (only ${user(group)} and ${user(steering)} see it)?`;
const item = ({ number = '', title = '', label = '' }: About): Words =>
  line`Item ${number}${label === 'non-public' ? ' (non-public)' : ''} “${user(title)}”: `;
const standIns = (names: string): Words => (names === '' ? [] : line`Standing in: ${user(names)}. `);
const outcome = ({ outcome: id = '', text = '' }: About): Words => line`${id} “${user(text)}”: `;
const more =
  (one: string, another: string) =>
  ({ round = '1' }: About): Words => [round === '1' ? one : another];

/** Every question that a dialog can put. Short, one thing at a time, and said what a click or a word does. */
export const ask = {
  'minutes-present': ({ names = '', instead = '' }) =>
    line`These people said they would come: ${user(names)}. ${standIns(instead)}Is that who was there? Answer “yes”, or for example: + Ms Vogt, - Mr Braun`,
  'minutes-present-again': ({ names = '' }) =>
    line`These people were there: ${user(names)}. Is that correct? Answer “yes”, or for example: + Ms Vogt, - Mr Braun`,
  'minutes-present-nobody': ({ instead = '' }) =>
    line`${standIns(instead)}Who was there? Please write the names, with commas between them.`,
  'minutes-guests': () => ['Was anyone else there, for example guests?'],
  'minutes-note': (about) => line`${item(about)}What should be noted?`,
  'minutes-decision': (about) => line`${item(about)}What was decided?`,
  'minutes-review': () => [
    'Is this correct? Answer “yes” to finish the minutes. To change something, write for example: 2: New text',
  ],
  'report-label': (about) => who(about),
  'report-goal-more': more('Did you agree on a goal?', 'Another goal?'),
  'report-goal': () => ['Which goal?'],
  'report-inventory-more': more('Did you find out what exists already?', 'Anything else that exists already?'),
  'report-inventory': () => ['What exists already?'],
  'report-need-more': more('Did you find a need: something that is missing?', 'Another need?'),
  'report-need': () => ['What is missing, and for whom?'],
  'report-proposal-more': more('Do you have a proposal for how to meet a need?', 'Another proposal?'),
  'report-proposal': () => ['What do you propose?'],
  'report-access-more': more(
    'Is there an idea for how people can get help more easily?',
    'Another idea for easier access?',
  ),
  'report-access': () => ['How can access become easier?'],
  'report-offer-more': more('Is there a service that everyone should know?', 'Another service?'),
  'report-offer': () => ['What is the service called, and who is it for?'],
  'report-offer-owner': () => ['Which organization offers it?'],
  'report-offer-review': () => ['When should we check that the service still exists? For example: 1 December.'],
  'report-building-block-more': more('Did you work on a building block?', 'Another building block?'),
  'report-building-block': () => ['Which building block, and how far is it?'],
  'report-network-more': more('Is anyone working together in a new way?', 'Any other new cooperation?'),
  'report-network': () => ['Who is working together, and on what?'],
  'report-next-step-more': more('Did you agree on a next step?', 'Another next step?'),
  'report-next-step': () => ['What needs to be done?'],
  'report-step-owner': () => ['Who will do it?'],
  'report-step-due': () => ['By when? For example: 30 September.'],
  'report-review': () => [
    'Is everything right? Answer “yes” to submit it. To change something, write for example: 2: New text',
  ],
  'ask-back': (about) => line`${outcome(about)}What would you like to ask the working group?`,
  decide: (about) => line`${outcome(about)}What is the decision?`,
  'decide-next': () => ['What is the next step?'],
  decline: (about) => line`${outcome(about)}Why is this declined? The working group will read your reason.`,
  object: (about) => line`${outcome(about)}What is not right about it?`,
  answer: (about) => line`${outcome(about)}What is your answer to the steering group?`,
} satisfies Record<string, (about: About) => Words>;

/** What an answer was about, in a word or two, for the list at the end. */
export const review = {
  'minutes-present': 'Present:',
  'minutes-present-again': 'Present:',
  'minutes-present-nobody': 'Present:',
  'minutes-guests': 'Guests:',
  'minutes-note': 'Note:',
  'minutes-decision': 'Decision:',
  'minutes-review': '',
  'report-label': 'Visible:',
  'report-goal': 'Goal:',
  'report-inventory': 'Exists already:',
  'report-need': 'Need:',
  'report-proposal': 'Proposal:',
  'report-access': 'Access:',
  'report-offer': 'Service:',
  'report-offer-owner': 'Offered by:',
  'report-offer-review': 'Check on:',
  'report-building-block': 'Building block:',
  'report-network': 'Working together:',
  'report-next-step': 'Next step:',
  'report-step-owner': 'Who:',
  'report-step-due': 'By:',
} as const satisfies Partial<Record<keyof typeof ask, string>>;
