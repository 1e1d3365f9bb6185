import type { Progress } from '../../model/assignment.ts';
import type { Kind, OutcomeState } from '../../model/outcome.ts';
import type { OutcomeNews } from '../../views/refs.ts';
import { type Inline, line, typed, type Words } from '../doc.ts';

const kinds = {
  goal: 'Goal',
  inventory: 'Exists already',
  need: 'Need',
  proposal: 'Proposal',
  access: 'Access',
  offer: 'Service',
  'building-block': 'Building block',
  network: 'Working together',
  'next-step': 'Next step',
} satisfies Record<Kind, string>;
export const outcome = {
  kinds: kinds as Record<Kind, string>,
  states: {
    draft: 'objection, being discussed',
    submitted: 'submitted, objections still possible',
    'taken-up': 'taken up',
    'asked-back': 'question open',
    decided: 'decided',
    declined: 'declined',
    reported: 'reported',
  } satisfies Record<OutcomeState['is'], string>,
  handing: 'about to go to the steering group',
  handed: 'with the steering group',
  reportedIn: (paper: string): string => `reported in ${paper}`,
  due: (kind: Kind, day: string): string => (kind === 'offer' ? `check on ${day}` : `by ${day}`),
  reportTitle: (organization: Inline, meeting: string | undefined): Words =>
    line`Outcomes of ${organization}${meeting === undefined ? '' : `, meeting ${meeting}`}`,
  reportFrom: (organization: Inline, meeting: string | undefined, n: number): Words =>
    line`${organization} submits ${n === 1 ? 'one outcome' : `${n} outcomes`}${meeting === undefined ? '' : ` (meeting ${meeting})`}`,
  cardsBelow: 'Please look at each outcome: take up, ask back, decide or decline.',
  objectUntil: (moment: string): Words => [
    `Is something not right? You can object until ${moment}. After that, the outcomes go to the steering group.`,
  ],
  more: (n: number): Words => [
    n === 1 ? 'There is also one non-public outcome.' : `There are also ${n} non-public outcomes.`,
  ],
  hidden: (id: string): Words =>
    line`${id} is non-public, and others read along in this room. I show what it says in our direct chat: ${typed(`outcome ${id}`)}`,
  state: 'Status',
  decision: 'Decision',
  reason: 'Reason',
  nextStep: 'Next step',
  objection: 'Objection',
  answeredBelow: 'answered with the next question',
  afterObjection: (id: string): Words =>
    line`Whoever reported the outcome or leads the group can change it: ${typed(`outcome correct ${id} <new text>`)}. Or it stays as it is. Then the time for objections begins anew, and after that it goes to the steering group.`,
  picks: {
    keep: 'Keep as it is',
    'take-up': 'Take up',
    'ask-back': 'Ask back',
    decide: 'Decide',
    decline: 'Decline',
    undo: 'Undo',
    answer: 'Answer',
    object: 'Object',
  },
  news: {
    objected: (id) => `Objection to ${id}`,
    corrected: (id) => `${id} has been changed`,
    kept: (id) => `${id} stays as it is`,
    'taken-up': (id) => `The steering group takes up ${id}`,
    'asked-back': (id) => `The steering group has a question about ${id}`,
    answered: (id) => `Answer about ${id}`,
    decided: (id) => `The steering group has decided on ${id}`,
    declined: (id) => `The steering group has declined ${id}`,
    undone: (id) => `The last step on ${id} has been undone`,
    reported: (id) => `${id} is being reported`,
  } satisfies Record<OutcomeNews, (id: string) => string>,
};
const assignmentStates = { open: 'open', 'in-progress': 'in progress', done: 'done' } satisfies Record<
  Progress,
  string
>;
export const assignment = {
  title: (id: string, from: Inline, to: Inline): Words => line`Assignment ${id} from ${from} to ${to}`,
  due: (day: string): Words => [`By ${day}`],
  about: (id: string): Words => [`Belongs to ${id}`],
  states: assignmentStates as Record<Progress, string>,
  picks: { open: 'Open again', 'in-progress': 'In progress', done: 'Done' } satisfies Record<Progress, string>,
  news: (id: string, to: Inline, state: Progress): Words => line`${id} (${to}): ${assignmentStates[state]}`,
};
