import type { Progress } from '../model/assignment.ts';
import type { Occurrence } from '../model/deadline.ts';
import type { DialogEnd } from '../model/dialog.ts';
import type { FeedOwner } from '../model/feed.ts';
import type {
  AccessId,
  AssignmentId,
  DeadlineId,
  DialogId,
  MeetingId,
  OutcomeId,
  PaperId,
  PollId,
} from '../model/number.ts';
import type { Lack, OrganizationId, PersonId, PlaceId, TooLow } from '../model/place.ts';
import type { Slot } from '../model/slot.ts';
import type { Iso } from '../model/time.ts';
import type { Refusal } from '../step.ts';

/** Which side of a hand-over looks at it. */
export type Side = 'source' | 'steering' | 'board';

/** What a post or an answer shows, never its text. One line here, one file in this folder. */
export type ViewRef =
  | { view: 'poll'; poll: PollId }
  | { view: 'poll-result'; poll: PollId }
  | { view: 'poll-reminder'; poll: PollId; people: readonly PersonId[]; person?: PersonId }
  | { view: 'ballot'; poll: PollId; person: PersonId }
  | { view: 'meeting'; meeting: MeetingId }
  | {
      view: 'meeting-news';
      meeting: MeetingId;
      revision: number;
      what: 'invited' | 'updated' | 'moved' | 'placed' | 'cancelled';
      /** The date before the move. */
      was?: Slot;
      /** The poll for a date that ended with it. */
      poll?: PollId;
    }
  | { view: 'follow-up'; meeting: MeetingId }
  | { view: 'rsvp'; meeting: MeetingId; person: PersonId }
  | { view: 'protocol'; meeting: MeetingId; revision: number; part: 'public' | 'all' }
  | { view: 'question'; dialog: DialogId; path: string }
  | { view: 'dialog-end'; dialog: DialogId; how: DialogEnd; why?: Refusal }
  | { view: 'report'; report: DialogId; organization: OrganizationId; side: Side }
  | { view: 'outcome'; outcome: OutcomeId; side: Side }
  /** `question`: which of them was asked or answered; `objection`: which of them was raised. */
  | {
      view: 'outcome-news';
      outcome: OutcomeId;
      what: OutcomeNews;
      side: Side;
      question?: number;
      objection?: number;
    }
  | { view: 'assignment'; assignment: AssignmentId; side: 'giver' | 'group' }
  | { view: 'assignment-news'; assignment: AssignmentId; state: Progress }
  | { view: 'plan'; sitting: MeetingId }
  /** `by`: who has named the stand-in whom it is for. */
  | { view: 'reminder'; deadline: DeadlineId; occurrence: Occurrence; by?: PersonId }
  | { view: 'deadline'; deadline: DeadlineId }
  | { view: 'deadline-news'; deadline: DeadlineId }
  | { view: 'escalation'; deadline: DeadlineId }
  | { view: 'paper'; paper: PaperId }
  | { view: 'paper-news'; paper: PaperId; revision: number; what: 'released' | 'submitted' | 'fallen' }
  | { view: 'reported'; paper: PaperId; organization: OrganizationId }
  | { view: 'schedule'; organization: OrganizationId; now: Iso }
  | { view: 'noted'; what: Noted; about?: Readonly<Record<string, string>> }
  | { view: 'help'; command?: string }
  | { view: 'hint' }
  | { view: 'tasks'; person: PersonId }
  | { view: 'polls'; person: PersonId }
  | { view: 'meetings'; person: PersonId }
  | { view: 'outcomes'; organization: OrganizationId }
  | { view: 'members'; organization: OrganizationId }
  | { view: 'access'; access: AccessId }
  | { view: 'account-code'; access: AccessId }
  | { view: 'me'; person: PersonId }
  | { view: 'accesses' }
  | { view: 'calendar'; of: FeedOwner; renewed?: true }
  | {
      view: 'place-news';
      what: 'removed' | 'encrypted' | 'missed' | 'unsure' | 'revoked' | 'uninstalled' | 'back';
      about: string;
    }
  /** What we cannot do there, and who can help. */
  | ({ view: 'place-lacks'; about: string } & ({ of: 'room'; lack: TooLow } | { of: 'space'; lack: Lack }))
  | { view: 'space'; place: PlaceId };

export type OutcomeNews =
  | 'objected'
  | 'corrected'
  | 'kept'
  | 'taken-up'
  | 'asked-back'
  | 'answered'
  | 'decided'
  | 'declined'
  | 'undone'
  | 'reported';
/** Short confirmations that need no view of their own. */
export type Noted =
  | 'language'
  | 'room-language'
  | 'own-polls'
  | 'line-polls'
  | 'agenda'
  | 'poll-option'
  | 'comment'
  | 'comment-hidden'
  | 'vote-withdrawn'
  | 'connected'
  | 'space'
  | 'member'
  | 'member-left'
  | 'account'
  | 'access-revoked'
  | 'entered'
  | 'left'
  | 'delegated'
  | 'snoozed'
  | 'invited'
  | 'queued'
  | 'answer-changed';
export type ViewName = ViewRef['view'];
