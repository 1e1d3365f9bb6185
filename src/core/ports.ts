import type { ArgumentName, CommandName } from './commands/names.ts';
import type { Answer, Envelope, Inbound, Part, Post } from './messages.ts';
import type { Access } from './model/access.ts';
import type { Assignment } from './model/assignment.ts';
import type { Deadline } from './model/deadline.ts';
import type { Piece } from './model/delivery.ts';
import type { Dialog } from './model/dialog.ts';
import type { Feed } from './model/feed.ts';
import type { FileRef } from './model/file.ts';
import type { Meeting, Rsvp } from './model/meeting.ts';
import type {
  AccessId,
  AssignmentId,
  Counter,
  DeadlineId,
  DialogId,
  MeetingId,
  OutcomeId,
  PaperId,
  PollId,
} from './model/number.ts';
import type { Body, Membership, Organization, Person, Seat } from './model/organization.ts';
import type { Outcome } from './model/outcome.ts';
import type { Paper } from './model/paper.ts';
import type {
  Account,
  Audience,
  BodyId,
  ConnectionId,
  Label,
  Language,
  MessageRef,
  OrganizationId,
  PersonId,
  Place,
  PlaceId,
  Space,
  Spot,
} from './model/place.ts';
import type { Ballot, Poll } from './model/poll.ts';
import type { PostKey } from './model/post.ts';
import type { Json } from './model/result.ts';
import type { Instant, Iso, Zone } from './model/time.ts';
import type { Decision, Said, Snapshot, Utterance } from './step.ts';
import type { Doc, Form } from './texts/doc.ts';
import type { Shown } from './views/index.ts';
import type { Overview } from './views/overview.ts';

// ── A platform: bots/x implements Bot and knows Door. ──

export type Door = {
  /** Something happened. Returned means committed: only then is the platform's event to be acknowledged. */
  receive(inbound: Inbound): Promise<Answer>;
  /** What a person may look at whenever they like: a home tab, a page. Undefined for who is not known. */
  view(name: HomeView, by: Account, at: Spot): Promise<Looked | undefined>;
  /** A person's page about a body; of its calendar this month, as `2027-05`. Undefined for who is not known there. */
  overview(body: BodyId, by: Account, month?: string): Promise<Overview | undefined>;
  /** The calendar that one subscribes to; `over` where its address has ended, or whose it was is gone. */
  calendar(body: BodyId, feed: Feed): Promise<Uint8Array | 'over'>;
  /**
   * The bytes of a file that a part names. Undefined if it was never meant. `by`: who fetches it on their own, by a link;
   * then also undefined if it is not for them.
   */
  file(body: BodyId, ref: FileRef, by?: Account): Promise<Uint8Array | undefined>;
  /** The rooms on this connection that somebody may enter: those of their organizations, and the one alone with us. */
  rooms(by: Account): Promise<readonly Room[]>;
  /** The accounts on this connection of all who may enter a room. */
  readers(at: Spot): Promise<ReadonlySet<Account['id']>>;
  /** Of each message, by what it says of itself, what somebody has chosen there: their marks in a poll, their reply. */
  chosen(by: Account, at: Spot, about: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** How an account of ours is called. */
  named(account: Account): Promise<string | undefined>;
  /** A dialog of theirs as one form, as far as it has come. Undefined if there is none of theirs. */
  form(dialog: string, by: Account, at: Spot): Promise<Form | 'over' | undefined>;
  /** The person behind a way in on the web, and whether they may still use the link, or are inside. */
  access(body: BodyId, id: AccessId): Promise<Entrance | undefined>;
  /** For command lists, completion and manifests. */
  commands(language: Language): readonly Usage[];
};
/** `organization`: its name; absent for the room alone with us. `guest`: not all that stands there is for them. */
export type Room = {
  body: BodyId;
  spot: Spot;
  zone: Zone;
  organization?: { name: string; short: string };
  guest?: true;
};
export type Entrance = {
  account: Account;
  name: string;
  language: Language;
  body: string;
  is: 'link' | 'inside' | 'used' | 'over';
};
/** Short words that stand for an access, and that nobody can guess. */
export type Codes = {
  make(body: BodyId, access: AccessId): string;
  /** The access that somebody's words name as a code of this body; undefined if they name none. */
  read(body: BodyId, words: string): AccessId | undefined;
};
/** Where the links lead that we give to people. */
export type Links = { personal(body: BodyId, access: AccessId): string; calendar(body: BodyId, feed: Feed): string };
export type HomeView = 'tasks' | 'polls' | 'meetings' | 'help' | 'me';
/** `about`: for the choices in it, as an Answer's. */
export type Looked = Shown & { language: Language; about: string };
/** `key`: it is named ("ort: Raum 114") and may stand anywhere; otherwise arguments come in order. */
export type Argument = {
  name: ArgumentName;
  kind: ArgumentKind;
  optional?: true;
  key?: true;
  /** What a word may be, where that has several: "in Arbeit". */
  among?: readonly string[];
};
export type ArgumentKind =
  | 'organization'
  | 'poll'
  | 'meeting'
  | 'outcome'
  | 'assignment'
  | 'paper'
  | 'deadline'
  | 'person'
  | 'number'
  | 'word'
  | 'text'
  | 'flag';
export type Usage = {
  name: CommandName;
  words: readonly string[];
  takes: readonly { name: string; said: string; optional: boolean; key: boolean }[];
  does: string;
  example: string;
};

/** What some platforms have and others lack: polls of their own, a place that holds all rooms of a district together. */
export type Ability = 'own-polls' | 'space';
export type Bot = {
  readonly connection: ConnectionId;
  readonly can: readonly Ability[];
  /** On every replica: pages, web hooks, installation. */
  start(door: Door): Promise<void>;
  /** On the replica that holds the connection's lane: sync, crypto. Called again with each new fence. */
  lead(lane: Lane): Promise<void>;
  stop(): Promise<void>;
  /** Pure: the platform's own contents, split where its limits ask. */
  render(doc: Doc): readonly Json[];
  /** `sent` given: edit it. Throws DeliveryError. */
  deliver(part: Part, sent?: MessageRef): Promise<MessageRef>;
  /** Looks for what a lost answer may have left there. */
  find(sent: Envelope): Promise<MessageRef | 'absent' | 'unknown'>;
  remove(ref: MessageRef): Promise<void>;
  /** Asked each time before something non-public is said. */
  audience(at: Spot): Promise<Audience | 'unknown'>;
};
/** Thrown by bots alone, read by deliver alone. `unknown`: the platform may or may not have it. */
export class DeliveryError extends Error {
  readonly again: 'later' | 'never' | 'unknown';
  readonly afterMs: number | undefined;
  constructor(again: DeliveryError['again'], afterMs?: number) {
    super(`not delivered, again: ${again}`);
    this.again = again;
    this.afterMs = afterMs;
  }
}

// ── The way in: what the door and the ticks see of all bodies, what a decision sees of its own, and the one write. ──

type Found<T> = { body: BodyId; row: T };
export type Across = {
  place(at: Spot): Promise<Found<Place> | undefined>;
  /** In each body where this account is known. */
  people(account: Account): Promise<readonly Found<PersonId>[]>;
  bodies(): Promise<readonly BodyId[]>;
  /** Those that have a place on it. */
  bodiesOn(connection: ConnectionId): Promise<readonly BodyId[]>;
  pollsToClose(now: Instant): Promise<readonly Found<Poll>[]>;
  pollsToRemind(before: Instant): Promise<readonly Found<Poll>[]>;
  meetingsEnded(now: Instant): Promise<readonly Found<Meeting>[]>;
  /** To be handed over, or no longer to be undone. */
  outcomesDue(now: Instant): Promise<readonly Found<Outcome>[]>;
  openDeadlines(): Promise<readonly Found<Deadline>[]>;
  dialogsUntouched(since: Instant): Promise<readonly Found<Dialog>[]>;
};
/** What a decision may read of its body. Rows by key are noted; lists for showing and counting are not. */
export type Reads = {
  body(): Promise<Body>;
  organizations: {
    byId(id: OrganizationId): Promise<Organization | undefined>;
    all(): Promise<readonly Organization[]>;
  };
  people: { byId(id: PersonId): Promise<Person | undefined>; all(): Promise<readonly Person[]> };
  memberships: {
    of(person: PersonId): Promise<readonly Membership[]>;
    in(organization: OrganizationId): Promise<readonly Membership[]>;
    all(): Promise<readonly Membership[]>;
  };
  seats: { of(organization: OrganizationId): Promise<readonly Seat[]> };
  accounts: {
    of(person: PersonId): Promise<readonly Account[]>;
    ofAll(people: readonly PersonId[]): Promise<readonly { account: Account; person: PersonId }[]>;
    owner(account: Account): Promise<PersonId | undefined>;
  };
  places: {
    byId(id: PlaceId): Promise<Place | undefined>;
    at(spot: Spot): Promise<Place | undefined>;
    /** Another body has it: on a platform a room is one thing. */
    isElsewhere(spot: Spot): Promise<boolean>;
    of(organization: OrganizationId): Promise<readonly Place[]>;
    /** The rooms of these on one connection. */
    on(connection: ConnectionId, organizations: readonly OrganizationId[]): Promise<readonly Place[]>;
    direct(person: PersonId): Promise<readonly Place[]>;
    directOf(people: readonly PersonId[]): Promise<readonly Place[]>;
    /** What was ever asked for to hold the rooms of a connection together; at most one of them is not gone. */
    spaces(connection: ConnectionId): Promise<readonly Space[]>;
  };
  accesses: {
    byId(id: AccessId): Promise<Access | undefined>;
    of(person: PersonId): Promise<readonly Access[]>;
    all(): Promise<readonly Access[]>;
  };
  counters: { last(of: Counter['of']): Promise<number> };
  polls: { byId(id: PollId): Promise<Poll | undefined>; open(organization: OrganizationId): Promise<readonly Poll[]> };
  ballots: {
    by(person: PersonId, poll: PollId): Promise<Ballot | undefined>;
    of(poll: PollId): Promise<readonly Ballot[]>;
  };
  meetings: {
    byId(id: MeetingId): Promise<Meeting | undefined>;
    /** Not over at that moment, soonest first; those without a date last. */
    ahead(organization: OrganizationId, now: Instant): Promise<readonly Meeting[]>;
    /** All there ever were, for showing them. */
    ofAll(organizations: readonly OrganizationId[]): Promise<readonly Meeting[]>;
  };
  rsvps: {
    by(person: PersonId, meeting: MeetingId): Promise<Rsvp | undefined>;
    of(meeting: MeetingId): Promise<readonly Rsvp[]>;
  };
  outcomes: {
    byId(id: OutcomeId): Promise<Outcome | undefined>;
    /** On their way: submitted, taken up, asked back or decided, and not yet reported. */
    live(organization: OrganizationId): Promise<readonly Outcome[]>;
    /** Handed to it and not settled. */
    pending(steering: OrganizationId): Promise<readonly Outcome[]>;
    /** Public, taken up or decided, and in no paper yet. */
    reportable(steering: OrganizationId): Promise<readonly Outcome[]>;
    /** Made in one dialog. */
    reportedIn(report: DialogId): Promise<readonly Outcome[]>;
    /** All that these have ever made, for showing and counting. */
    ofAll(organizations: readonly OrganizationId[]): Promise<readonly Outcome[]>;
  };
  assignments: {
    byId(id: AssignmentId): Promise<Assignment | undefined>;
    open(to: OrganizationId): Promise<readonly Assignment[]>;
  };
  deadlines: {
    byId(id: DeadlineId): Promise<Deadline | undefined>;
    of(sitting: MeetingId): Promise<readonly Deadline[]>;
    /** Not met, as far as the deadline itself tells, and not told to the coordinator as missed. */
    open(organization: OrganizationId): Promise<readonly Deadline[]>;
  };
  papers: { byId(id: PaperId): Promise<Paper | undefined>; for(sitting: MeetingId): Promise<readonly Paper[]> };
  dialogs: {
    byId(id: DialogId): Promise<Dialog | undefined>;
    awaiting(person: PersonId, place: PlaceId): Promise<readonly Dialog[]>;
    /** Of everyone: begun and not ended. */
    alive(): Promise<readonly Dialog[]>;
  };
  posts: {
    shownAt(ref: MessageRef): Promise<Post | undefined>;
    byKey(key: PostKey): Promise<Post | undefined>;
    /** The last so many of a place, newest first, for who looks there. */
    lastIn(place: PlaceId, most: number): Promise<readonly Post[]>;
    /** Where the post stands, once it stands there. */
    refs(key: PostKey): Promise<readonly MessageRef[]>;
    /** The message that the post's thread hangs on: threads do not nest. Undefined as long as nothing stands there. */
    root(key: PostKey): Promise<MessageRef | undefined>;
    /** Held or uncertain for long: what a coordinator should know. */
    stuck(): Promise<readonly Post[]>;
  };
  utterances: { at(message: MessageRef): Promise<Utterance | undefined> };
  snapshots: { byId(id: string): Promise<Snapshot | undefined> };
};
export type Version = { row: string; version: number };
/** Reads that note each row they gave: a step cannot forget what it relied on. */
export type Reading = { reads: Reads; relied(): readonly Version[] };
export type Entry = { body: BodyId; cause: string; expect: readonly Version[]; decision: Decision };
export type Committed = { is: 'done' | 'seen'; said: Said } | { is: 'stale' };
/** All of it happens, or none; a cause seen before changes nothing. The store gathers calls that come together. */
export type Ledger = { commit(entry: Entry): Promise<Committed> };
/**
 * The store cannot be reached, and trying again later is right. Nothing was saved; `InDoubt`: unless it was, since the
 * connection broke between asking to commit and hearing that it happened.
 */
export class Unavailable extends Error {}
export class InDoubt extends Unavailable {}

// ── The way out. One replica holds a connection's lane; the token grows, so that a former holder writes nothing. ──

export type Fence = { connection: ConnectionId; token: number };
/** Taken again by its holder: renewed. A lease lasts 3 s of the database's time. */
export type Lanes = {
  take(connection: ConnectionId, replica: string): Promise<Fence | undefined>;
  leave(fence: Fence): Promise<void>;
};
/** What an adapter must remember, in rows of its connection; what is written together is seen together, and null takes away. */
export type Shelf = {
  read(prefix: string): Promise<Readonly<Record<string, Json>>>;
  write(changes: Readonly<Record<string, Json>>): Promise<'done' | 'fenced'>;
};
export type Lane = { fence: Fence; shelf: Shelf };
export type Frozen = { made: number; label: Label; pieces: readonly Piece[] };
export type Due = { body: BodyId; post: Post; place: Place; root?: MessageRef; wanted: number; frozen: Frozen };
export type Delivery = { body: BodyId; key: PostKey; frozen: Frozen };
export type Outbox = {
  /** In commit order within a place, without what must still wait. */
  due(connection: ConnectionId): Promise<readonly Due[]>;
  save(fence: Fence, delivery: Delivery): Promise<'done' | 'fenced'>;
};

// ── The web rooms: the one platform whose rooms are ours, too. What Slack keeps at Slack is kept here. ──

/**
 * `n` is its place in the order of the room, `change` when it last changed: whoever has seen all up to a change asks for what
 * came since, and neither misses nor repeats anything. `by`: the account that said it, absent for what we say. Without
 * `content` it was taken away.
 */
export type WebMessage = {
  body: BodyId;
  n: number;
  change: number;
  room: string;
  name: string;
  under?: number;
  by?: string;
  revision: number;
  content?: Json;
  at: Iso;
};
export type WebSaid = Omit<WebMessage, 'n' | 'change' | 'content'> & { content: Json };
export type WebRooms = {
  /** Under its name it stands there once; an older revision never takes the place of a newer one. Returns `n`. */
  write(said: WebSaid): Promise<number>;
  /** Other words in place of those of that revision; not if there are others by now, or none. */
  revise(body: BodyId, n: number, revision: number, content: Json): Promise<boolean>;
  byName(body: BodyId, name: string): Promise<WebMessage | undefined>;
  byNumber(body: BodyId, n: number): Promise<WebMessage | undefined>;
  remove(body: BodyId, n: number): Promise<void>;
  /** The newest of a room, or of all, oldest first, taken away or not. */
  last(body: BodyId, room: string | undefined, most: number, before?: number): Promise<readonly WebMessage[]>;
  /** What has changed in these rooms, or in all, since, in the order of the changes; the first 500. */
  since(body: BodyId, rooms: readonly string[] | undefined, change: number): Promise<readonly WebMessage[]>;
  /** How far the changes of a body are counted. */
  newest(body: BodyId): Promise<number>;
  /** The number of the first message that is there, or of the one that will be: who has seen less far saw another beginning. */
  first(body: BodyId): Promise<number>;
  /** Up to where somebody has read a room; never back. */
  read(body: BodyId, reader: string, room: string, n: number): Promise<void>;
  /** Up to where they have read it. */
  seen(body: BodyId, reader: string, room: string): Promise<number>;
  /** Of each of these rooms how many messages of others came after that. */
  unread(body: BodyId, reader: string, rooms: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** Says that something changed where nothing was written. */
  stir(body: BodyId): Promise<void>;
  /** Calls back when something changed in a body's rooms, on any replica. Returns how to end it. */
  changed(body: BodyId, listener: () => void): () => void;
};

export type Store = {
  across: Across;
  ledger: Ledger;
  outbox: Outbox;
  lanes: Lanes;
  read(body: BodyId): Reading;
  shelf(fence: Fence): Shelf;
  /**
   * Calls back when posts of a connection were committed, sooner than asking would tell, and when it begins to hear or hears
   * again, since something may have been said before. Returns how to end it.
   */
  woken(connection: ConnectionId, listener: () => void): () => void;
};
export type Time = { now(): Instant };
/** Does something after so many milliseconds, unless it is called off by what it returns. */
export type Timer = (ms: number, then: () => void) => () => void;
export type Log = {
  bug(cause: string, error: unknown): void;
  note(what: string, about?: Readonly<Record<string, string | number>>): void;
};
