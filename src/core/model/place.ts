/** As the platform names them: nothing in core looks into an id. */
export type ConnectionId = string;
export type Account = { connection: ConnectionId; id: string };
/** `thread` is the platform's name for a conversation within a room; `direct`: one person alone with us, see `aloneWith`. */
export type Spot = { connection: ConnectionId; room: string; thread?: string; direct?: true };
export type MessageRef = { connection: ConnectionId; id: string };

/** Where a platform says something to one person alone: that room has the name of their account. */
export const aloneWith = ({ connection, id }: Account): Spot => ({ connection, room: id, direct: true });

/** As we name them. The shape is the type, so that no cast makes one. */
export type BodyId = `body:${string}`;
export type OrganizationId = `org:${string}`;
export type PersonId = `P-${number}`;
export type PlaceId = `R-${number}`;

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

/** What may be said in a meeting's public part, or only among its members. */
export type Label = 'public' | 'non-public';
/** Who can read along in a room, as far as its platform tells. */
export type Audience = 'members' | 'guests' | 'anyone';
/** Where what is not public may go; unknown counts as no. */
export const isClosed = (audience: Audience | 'unknown'): boolean => audience === 'members';

export type TooLow = { why: 'power'; has: number; needs: number };
/** Why a platform does not let us do there what we should: we are not in it, it is no space, nobody lets us make one, or our power is too low. */
export type Lack = { why: 'outside' | 'no-space' | 'refused' } | TooLow;

/**
 * A room that is connected to an organization, one person's direct messages with us, or what holds all rooms of a connection
 * together, which somebody has asked for: nothing is ever said or heard there. `lacks`: the coordinators know of it.
 */
export type Place = {
  id: PlaceId;
  spot: Spot;
  language: Language;
  state: 'joined' | 'gone' | 'encrypted';
  lacks?: Lack;
} /** `polls`: date polls also as the platform's own. */ & (
  | { kind: 'room'; organization: OrganizationId; polls?: 'own' }
  | { kind: 'direct'; person: PersonId }
  | { kind: 'space'; by: PersonId }
);
export type Space = Extract<Place, { kind: 'space' }>;
/** The room of a space: a name that no room on any platform has, so that nobody takes it for one. `what`: as it was named. */
export const spaceRoom = (body: BodyId, what: string): string => `space/${body}/${what}`;
/** What is behind it; undefined if it is a room. */
export const spaceIn = (room: string): string | undefined => /^space\/body:[^/]*\/(.*)$/s.exec(room)?.[1];
