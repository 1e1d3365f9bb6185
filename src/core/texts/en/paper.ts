import type { Kind } from '../../model/outcome.ts';
import type { Paper } from '../../model/paper.ts';
import { line, typed, user, type Words } from '../doc.ts';

const whole = (id: string, committee: string): Words => line`Paper ${id} for the ${user(committee)}`;

type State = Paper['state']['is'];
export const paper = {
  sorts: { decision: 'Paper for decision', information: 'Paper for information' },
  draft: 'DRAFT',
  title: (body: string): string => `Status and progress of integration work in the ${body}`,
  proposal: (committee: string, body: string): string =>
    `The ${committee} takes note of the status and progress of integration work in the ${body}.`,
  introduction: (steering: string, body: string): string =>
    `This paper reports on the status and progress of integration work in the ${body}. The ${steering} has taken up the following outcomes or decided on them. The number after a sentence names the outcome that it is based on.`,
  head: ['Committee', 'Meeting on', 'Public or non-public', 'Purpose'],
  public: 'public',
  purpose: 'For information',
  proposalHeading: 'Proposed decision',
  facts: 'Facts',
  kinds: {
    goal: 'Goals',
    inventory: 'What exists already',
    need: 'Needs',
    proposal: 'Proposals',
    access: 'Access to help',
    offer: 'Services',
    'building-block': 'Building blocks',
    network: 'Networks and working together',
    'next-step': 'Next steps',
  } satisfies Record<Kind, string>,
  offeredBy: (owner: string): string => `Offered by: ${owner}.`,
  decided: (text: string): string => `Decision of the steering group: ${text}`,
  nextSteps: 'Next steps',
  nextStepsCaption: 'The steps that are planned, who is responsible, and by when',
  nextStepsHead: ['No.', 'Step', 'Responsible', 'By'],
  open: 'open',
  for: 'For',
  state: 'Status',
  states: { draft: 'draft', released: 'released', submitted: 'handed in' } satisfies Record<State, string>,
  short: (id: string): Words => [`Paper ${id} is being written.`],
  howToEdit: (id: string): Words =>
    line`To change it: ${typed(`paper edit ${id} proposal <text>`)}. In place of “proposal” you can write title, introduction or a number such as E-7. To leave an outcome out: ${typed(`paper without ${id} E-7`)}`,
  next: { draft: 'Is the draft ready?', released: 'Has the paper been handed in?', submitted: '' } satisfies Record<
    State,
    string
  >,
  picks: { release: 'Release', submitted: 'Yes, handed in' },
  news: {
    released: (id: string, committee: string): Words => line`${whole(id, committee)} is released and can be handed in.`,
    submitted: (id: string, committee: string): Words => line`${whole(id, committee)} has been handed in.`,
  },
  superseded: (id: string, committee: string): Words =>
    line`${whole(id, committee)} was released. This no longer holds: there is a new draft.`,
  fallen: (sitting: string): Words => [`Meeting ${sitting} is cancelled.`],
  fell: {
    open: (id: string, committee: string, sitting: string): Words =>
      line`${whole(id, committee)} will not be handed in: meeting ${sitting} is cancelled.`,
    submitted: (id: string, committee: string, sitting: string): Words =>
      line`${whole(id, committee)} had already been handed in. Meeting ${sitting} is cancelled.`,
  },
  again: (outcomes: readonly string[]): Words => [`So this has to be reported again: ${outcomes.join(', ')}.`],
  goOn: (next: string | undefined): Words =>
    next === undefined
      ? line`As soon as the next meeting has a date: ${typed('paper draft')}`
      : line`For the next meeting: ${typed(`paper draft ${next}`)}`,
  notReported: (id: string, committee: string, sitting: string): Words =>
    line`These outcomes of yours were in paper ${id} for the ${user(committee)}. Meeting ${sitting} is cancelled. The steering group can report the outcomes in the next paper.`,
  reported: (id: string, committee: string): Words =>
    line`These outcomes of yours are in paper ${id} for the ${user(committee)}. Thank you for your work!`,
};
