import type { CommandName } from './commands/names.ts';
import type { Post } from './messages.ts';
import type { Access } from './model/access.ts';
import type { Assignment } from './model/assignment.ts';
import type { Deadline } from './model/deadline.ts';
import type { Dialog, DialogRefusal } from './model/dialog.ts';
import type { HolidaysUnknown } from './model/holidays.ts';
import type { Meeting, MeetingRefusal, Rsvp } from './model/meeting.ts';
import type { Counter } from './model/number.ts';
import type { Body, Membership, Organization, Person, Role, Seat } from './model/organization.ts';
import type { Outcome, OutcomeRefusal } from './model/outcome.ts';
import type { Paper, PaperRefusal } from './model/paper.ts';
import type { Account, BodyId, MessageRef, OrganizationId, PersonId, Place, PlaceId } from './model/place.ts';
import type { PlanOrder } from './model/plan.ts';
import type { Ballot, Mark, Poll, PollRefusal } from './model/poll.ts';
import type { RecurrenceUnreadable } from './model/recurrence.ts';
import type { Result } from './model/result.ts';
import type { Slot } from './model/slot.ts';
import type { Instant, Zone } from './model/time.ts';
import type { When, WhenRefusal } from './model/when/index.ts';
import type { Document } from './papers/document.ts';
import type { Invitation } from './papers/invitation.ts';
import type { Ability, Argument, Reads } from './ports.ts';
import type { ViewRef } from './views/refs.ts';

/** What changes, what to say, and how the one who asked is answered. */
export type Step = { save: readonly Change[]; posts: readonly Post[]; say?: ViewRef; posted?: true; looks?: true };
/** For who only looks: it leaves no row, and a repeat looks again. */
export const showing = (say: ViewRef): Step => ({ save: [], posts: [], say, looks: true });
/** Nothing happened that anyone need remember: it leaves no row. */
export const nothing: Step = { save: [], posts: [] };

/** What somebody's message did, so that editing or deleting it can do it otherwise. */
export type Utterance = { message: MessageRef; person: PersonId } & (
  | { did: 'vote'; poll: Poll['id']; marks: readonly Mark[] }
  | { did: 'answer'; dialog: Dialog['id']; path: string }
);
/** What a file was made of when it was meant; of a district's file, what was read from it the last time. */
export type Snapshot = { id: string } & (
  | { of: 'document'; document: Document }
  | { of: 'invitation'; invitation: Invitation }
  | { of: 'district'; numbers: FileNumbers; rows: readonly Change[] }
);
/** By the keys of a district's file, whom and what they stand for here. */
export type FileNumbers = {
  persons: Readonly<Record<string, PersonId>>;
  places: Readonly<Record<string, PlaceId>>;
};

/** Every kind of row there is. */
export type Rows = {
  body: Body;
  organization: Organization;
  seat: Seat;
  person: Person;
  membership: Membership;
  account: { account: Account; person: PersonId };
  place: Place;
  poll: Poll;
  ballot: Ballot;
  meeting: Meeting;
  rsvp: Rsvp;
  outcome: Outcome;
  assignment: Assignment;
  deadline: Deadline;
  paper: Paper;
  dialog: Dialog;
  counter: Counter;
  utterance: Utterance;
  snapshot: Snapshot;
  access: Access;
};
export type Table = keyof Rows;
export type Change<T extends Table = Table> = { [K in T]: { table: K; row: Rows[K] } }[T];

/** Expected, and a value. `texts` has words for each code, or does not compile. */
export type Refusal =
  | PollRefusal
  | MeetingRefusal
  | OutcomeRefusal
  | PaperRefusal
  | PlanOrder
  | HolidaysUnknown
  | RecurrenceUnreadable
  | DialogRefusal
  | (WhenRefusal & { piece?: string })
  | { code: 'several-days'; understood: When }
  | { code: 'unknown-command'; words: string; near: readonly CommandName[] }
  | { code: 'unknown-place' }
  | { code: 'unknown-person' }
  | { code: 'code-over' }
  | { code: 'account-known' }
  | { code: 'no-such'; named: string }
  | { code: 'no-such-organization'; named: string }
  | { code: 'which-organization' }
  | { code: 'no-such-person'; named: string }
  | { code: 'not-allowed'; may: readonly Role[]; organization?: OrganizationId }
  | { code: 'link-used' }
  | { code: 'link-over' }
  | { code: 'not-below'; giver: string; possible: readonly string[] }
  | { code: 'not-here' }
  | { code: 'not-on-this-platform'; lacks: Ability }
  | { code: 'last-coordinator' }
  | { code: 'account-taken' }
  | { code: 'not-a-member'; named: string }
  | { code: 'later-than-due' }
  | { code: 'deadline-void'; deadline: Deadline['id'] }
  | { code: 'deadline-done'; deadline: Deadline['id']; by: string }
  | { code: 'deadline-idle'; deadline: Deadline['id'] }
  | { code: 'deadline-met'; deadline: Deadline['id']; step: Deadline['step'] }
  | { code: 'not-reminded'; deadline: Deadline['id']; people: readonly string[] }
  | { code: 'deadline-passed'; deadline: Deadline['id'] }
  | { code: 'nothing-to-choose' }
  | { code: 'unreadable-marks'; text: string; poll?: Poll['id'] }
  | { code: 'which-poll'; polls: readonly Poll['id'][]; text: string }
  | { code: 'tie'; options: readonly number[]; poll: Poll['id'] }
  | { code: 'no-meeting-ahead' }
  | { code: 'nobody-can' }
  | { code: 'fix-fallen'; meeting: Meeting['id']; organization: string; slot?: Slot; zone: Zone }
  | { code: 'nobody-voted'; poll: Poll['id'] }
  | { code: 'not-a-committee' }
  | { code: 'no-steering' }
  | { code: 'which-steering' }
  | { code: 'no-longer' }
  | { code: 'dialog-over' }
  | { code: 'dialog-changed' }
  | { code: 'dialog-newer' }
  | {
      code: 'arguments';
      command: CommandName;
      takes: readonly Argument[];
      fields: Readonly<Record<string, FieldFault>>;
    }
  | { code: 'form'; fields: Readonly<Record<string, Refusal>> }
  | { code: 'bug'; cause: string };
export type FieldFault = { is: 'missing' } | { is: 'malformed'; text: string } | { is: 'too-long'; most: number };

export type Decision = Result<Step, Refusal>;
/**
 * The door has recognised who asks, and where. `can`: what the platform there can; `about`: what they quote or answer;
 * `message`: their own, to be named later.
 */
export type Asked = {
  by: PersonId;
  at: Place;
  now: Instant;
  can: readonly Ability[];
  thread?: MessageRef;
  about?: MessageRef;
  message?: MessageRef;
};
/** One thing to decide once. The step relies on all that `decide` reads; a stale one is simply decided again. */
export type Task = { body: BodyId; cause: string; decide: (reads: Reads) => Promise<Decision> };
/** What the cause's row keeps, so that a repeat is answered alike. */
export type Said = { say?: ViewRef; posted?: true } | { refused: Refusal };

export const save = <T extends Table>(table: T, row: Rows[T]): Change => ({ table, row }) as Change; // one pair of the union
