import type { Station } from '../../views/overview-flow.ts';
import { type Inline, line, type Words } from '../doc.ts';

/** A person's page, at a glance. */
export const overview = {
  tasks: 'My tasks',
  deadlines: 'Deadlines',
  outcomes: 'Results',
  sittings: 'Meetings',
  toRoom: 'to the room',
  next: (committee: Inline, day: Inline, left: number): Words =>
    line`Next sitting: ${committee}, ${day}, ${left === 0 ? 'today' : left === 1 ? 'tomorrow' : `in ${left} days`}.`,
  nextStop: (step: string, day: string): string => `Next: ${step}, by ${day}.`,
  allDone: 'Everything that has to be done before the sitting is done.',
  missing: (names: Words, _n: number): Words => line`missing: ${names}`,
  sitting: 'Sitting',
  noPlan: 'No sitting of a committee with deadlines is ahead.',
  outcomesSay: (n: number): string =>
    `${n === 1 ? 'One result, and how far it has come.' : `${n} results, and how far they have come.`} The empty part of a bar is still waiting.`,
  noOutcomes: 'There are no results yet that you may see.',
  byGroup: 'By group',
  group: 'Group',
  stations: {
    submitted: 'submitted',
    'taken-up': 'taken up',
    'asked-back': 'asked back',
    decided: 'decided',
    reported: 'reported',
  } satisfies Record<Station, string>,
  waiting: {
    submitted: (n: number): string => `${n} waiting`,
    'taken-up': (n: number): string => `${n} being discussed`,
    'asked-back': (n: number): string => `${n} not answered yet`,
    decided: (n: number): string => `${n} not reported yet`,
  } satisfies Record<Exclude<Station, 'reported'>, (n: number) => string>,
  declined: (n: number): string => `${n} declined`,
  voted: (n: number, of: number): string => `${n} of ${of} have voted`,
  ownVote: 'your vote is in',
  noVote: 'your vote is missing',
  comes: (n: number): string => (n === 1 ? '1 acceptance' : `${n} acceptances`),
  reply: (said: string): string => `You: ${said}`,
  noSittings: 'No meeting is planned in this month.',
  before: 'Previous month',
  after: 'Next month',
  thisMonth: 'This month',
  due: 'Deadline',
  legend: 'Red is today, grey are Sundays and holidays.',
};
