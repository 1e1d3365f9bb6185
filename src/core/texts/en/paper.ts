import type { Kind } from '../../model/outcome.ts';
import type { Paper } from '../../model/paper.ts';
import { type Inline, line, typed, type Words } from '../doc.ts';

type State = Paper['state']['is'];
export const paper = {
  sort: 'Information paper',
  draft: 'DRAFT',
  title: (body: string): string => `Status and progress of integration work: ${body}`,
  proposal: (committee: string, body: string): string =>
    `The committee (${committee}) takes note of the status and progress of integration work (${body}).`,
  introduction: (steering: string): string =>
    `Since the last report, the working groups have agreed on goals, found out what exists and what is needed, and prepared proposals. The steering group (${steering}) has taken up or decided on the following outcomes. The number at the end of a sentence names the outcome that it is based on.`,
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
  offeredBy: (owner: string): string => `(offered by: ${owner})`,
  decided: (text: string): string => `Decision of the steering group: ${text}`,
  nextSteps: 'Next steps',
  nextStepsCaption: 'What happens next, who will do it, and by when',
  nextStepsHead: ['No.', 'Step', 'Who', 'By'],
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
    released: (id: string, committee: Inline): Words =>
      line`Paper ${id} for ${committee} is released and can be handed in.`,
    submitted: (id: string, committee: Inline): Words => line`Paper ${id} for ${committee} has been handed in.`,
  },
  reported: (id: string, committee: Inline): Words =>
    line`These outcomes of yours are in paper ${id} for ${committee}. Thank you for your work!`,
};
