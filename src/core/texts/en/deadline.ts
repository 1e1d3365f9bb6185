import type { PlanStep } from '../../model/plan.ts';
import { type Inline, line, typed, type Words } from '../doc.ts';

/** `days`: so many are left; undefined once it has passed. */
const away = (days: number): string =>
  days === 0 ? ', that is today.' : days === 1 ? ', that is tomorrow.' : `, in ${days} days.`;

export const deadline = {
  steps: {
    results: 'Submit outcomes',
    review: 'Look through outcomes',
    draft: 'Draft the paper',
    'co-signing': 'Have the paper co-signed',
    submission: 'Hand in the paper',
  } satisfies Record<PlanStep, string>,
  reminder: {
    results: (committee) => line`Please submit the outcomes of your working group. They are needed for: ${committee}`,
    review: (committee) =>
      line`Please look through the outcomes that were submitted: take up, ask back, decide or decline. They are needed for: ${committee}`,
    draft: (committee) => line`Please write the draft of the paper (${typed('paper draft')}) for: ${committee}`,
    'co-signing': (committee) => line`Please have the paper co-signed and release it, for: ${committee}`,
    submission: (committee) => line`Please hand in the paper, for: ${committee}`,
  } satisfies Record<PlanStep, (committee: Words) => Words>,
  dueAt: (id: string, moment: string, days: number | undefined): Words => [
    days === undefined ? `${id} was due on ${moment}.` : `${id} is due on ${moment}${away(days)}`,
  ],
  shifted: (sitting: Words, day: string, id: string, step: string, moment: string, days: number | undefined): Words =>
    line`The meeting ${sitting} has been moved to ${day}. Your deadline ${id} (${step}) ${
      days === undefined ? `was thereby due on ${moment} already.` : `is now due on ${moment}${away(days)}`
    }`,
  fell: (sitting: Words, id: string, step: string): Words =>
    line`The meeting ${sitting} is cancelled. Your deadline ${id} (${step}) no longer applies.`,
  handed: (id: string, by: Inline): Words => line`${by} has named you as the stand-in for ${id}.`,
  standIn: (id: string): Words => line`Will someone else do this? ${typed(`delegate ${id} <name>`)}`,
  picks: { report: 'Add outcomes', done: 'Done', later: 'Remind me later' },
  settled: {
    done: (id: string): Words => [`${id}: This has been done in the meantime. Thank you!`],
    idle: (id: string): Words => [`${id}: There is nothing to review. No results were submitted.`],
  },
  lapsed: (id: string): Words => [`${id}: The meeting is cancelled. This deadline no longer applies.`],
  missed: (id: string, step: string, organization: Inline, moment: string): Words =>
    line`Deadline ${id} has passed: ${step}, ${organization}, was due on ${moment}.`,
  wereAsked: 'These people were reminded: ',
  notAsked: 'No reminder went to: ',
  planTitle: (sitting: string, committee: Inline): Words => line`Deadlines before meeting ${sitting}, ${committee}`,
  planHead: ['Deadline', 'Due', 'What', 'Who', 'Status'],
  noPlan: 'There are no deadlines for this meeting.',
  planVoid: 'The meeting is cancelled. Deadlines that were still open no longer apply.',
  planMoved: 'The new deadlines are:',
  planPassed: (those: Words): Words => line`Already passed: ${those}.`,
  done: 'done',
  idle: 'nothing to review',
  open: 'open',
  void: 'no longer applies',
  passed: 'passed',
  schedule: (organization: Inline): Words =>
    line`${organization} is reminded at these times if something is due. The next three are:`,
};
