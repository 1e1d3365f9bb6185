import type { Post } from './messages.ts';
import type { AssignmentId, DialogId, MeetingId, PaperId, PollId } from './model/number.ts';
import type { OrganizationId, Place } from './model/place.ts';
import type { Urgency } from './model/post.ts';
import { everywhere, type Reach, tell } from './reach.ts';
import type { Side } from './views/refs.ts';

/**
 * What stands in the rooms for a thing's whole life and shows how it is now. `notice` where people are to look at it,
 * `quiet` where it only keeps up.
 */
export const pollCard = (to: Reach, poll: PollId, urgency: Urgency = 'quiet'): readonly Post[] =>
  tell(everywhere(to), ['poll', poll], { view: 'poll', poll }, urgency);
export const meetingCard = (to: Reach, meeting: MeetingId, urgency: Urgency = 'quiet'): readonly Post[] =>
  tell(everywhere(to), ['meeting', meeting], { view: 'meeting', meeting }, urgency);
export const planCard = (to: readonly Place[], sitting: MeetingId, urgency: Urgency = 'quiet'): readonly Post[] =>
  tell(to, ['plan', sitting], { view: 'plan', sitting }, urgency);
export const paperCard = (to: Reach, paper: PaperId, urgency: Urgency = 'quiet'): readonly Post[] =>
  tell(everywhere(to), ['paper', paper], { view: 'paper', paper }, urgency);
export const reportCard = (
  to: Reach,
  { report, organization }: { report: DialogId; organization: OrganizationId },
  side: Side,
  urgency: Urgency = 'quiet',
): readonly Post[] =>
  tell(
    everywhere(to),
    side === 'board' ? ['report', report, side] : ['report', report], // who is in both is told both
    { view: 'report', report, organization, side },
    urgency,
  );

/** One with the group that it was given to, one with whoever gave it. */
export const assignmentCards = (
  group: Reach,
  giver: Reach,
  assignment: AssignmentId,
  urgency: Urgency = 'quiet',
): readonly Post[] => [
  ...tell(everywhere(group), ['assignment', assignment], { view: 'assignment', assignment, side: 'group' }, urgency),
  ...tell(
    everywhere(giver),
    ['assignment-given', assignment],
    { view: 'assignment', assignment, side: 'giver' },
    urgency,
  ),
];
