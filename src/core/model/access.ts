import type { AccessId } from './number.ts';
import type { BodyId, ConnectionId, OrganizationId, PersonId } from './place.ts';
import { hasCome, type Instant, type Iso } from './time.ts';

/**
 * A person's way in on the web: a link that is given to them, works once, and then is the sign that their browser keeps.
 * Both end by themselves, or when the access is taken back.
 */
export type Access = {
  id: AccessId;
  person: PersonId;
  by: PersonId;
  issued: Iso;
  state: AccessState;
  /** A code, by which somebody says on another platform who they are; it opens no page. */
  purpose?: 'account';
};
type AccessState = { is: 'issued'; until: Iso } | { is: 'entered'; at: Iso; until: Iso } | { is: 'revoked'; at: Iso };

/** The connection that is ours. */
export const WEB: ConnectionId = 'web';
/** On the web a person goes by one name, in all rooms of a body, and alone with us is a room of that name. */
export const webNameOf = (body: BodyId, person: PersonId): string => `${body}/${person}`;
export const webRoomOf = (body: BodyId, organization: OrganizationId): string => `${body}/${organization}`;

/** A link is for the next days; whoever has come in stays for so long without a new one. */
export const LINK_DAYS = 7;
export const STAY_DAYS = 90;

/** Long enough to go over to the other platform. */
export const CODE_MINUTES = 15;

const isIssued = ({ state }: Access, now: Instant): boolean => state.is === 'issued' && !hasCome(state.until, now);
export const isLink = (access: Access, now: Instant): boolean => access.purpose === undefined && isIssued(access, now);
export const isCode = (access: Access, now: Instant): boolean => access.purpose === 'account' && isIssued(access, now);
export const isInside = ({ purpose, state }: Access, now: Instant): boolean =>
  purpose === undefined && state.is === 'entered' && !hasCome(state.until, now);
export const isOver = (access: Access, now: Instant): boolean => !isLink(access, now) && !isInside(access, now);
