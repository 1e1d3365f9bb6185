import type { AssignmentId, OutcomeId } from './number.ts';
import type { Label, OrganizationId, PersonId } from './place.ts';
import type { Day } from './time.ts';

export const progress = ['open', 'in-progress', 'done'] as const;
export type Progress = (typeof progress)[number];
/** An Auftrag: what a steering group or an advisory board hands down, and how it stands. */
export type Assignment = {
  id: AssignmentId;
  from: OrganizationId;
  to: OrganizationId;
  by: PersonId;
  text: string;
  label: Label;
  outcome?: OutcomeId;
  due?: Day;
  state: Progress;
  /** What the group last said about it. */
  said?: { text: string; by: PersonId };
};
