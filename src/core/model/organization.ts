import type { Land } from './holidays.ts';
import type { BodyId, Language, OrganizationId, PersonId } from './place.ts';
import type { Plan } from './plan.ts';
import type { Recurrence } from './recurrence.ts';
import { compareDays, type Day, type Zone } from './time.ts';

/** A Körperschaft, here a district. Everything belongs to one. (OParl: Body) */
export type Body = {
  id: BodyId;
  name: string;
  /** Who signs its papers, line by line. */
  issuer: readonly string[];
  signature: string;
  land: Land;
  zone: Zone;
  language: Language;
  /** Holidays of its own, beside those of the Land. */
  holidays: readonly { day: Day; name: string }[];
};

export const classifications = ['working-group', 'steering-group', 'advisory-board', 'committee'] as const;
export type Classification = (typeof classifications)[number];
/** A Gremium. (OParl: Organization) */
export type Organization = {
  id: OrganizationId;
  name: string;
  /** What people call it. */
  short: string;
  classification: Classification;
  /** Who takes up what it submits, and who is reported to. */
  reportsTo: readonly OrganizationId[];
  zone: Zone;
  language: Language;
  /** How long its members may object to results before they are handed on. */
  objectionDays: number;
  /** When it likes to be reminded. */
  remindAt: Recurrence;
  /** For a committee: what is due how long before its sitting. */
  plan: Plan;
};

/** Those that report to one of them, directly or through others. */
export const below = (id: OrganizationId, all: readonly Organization[]): readonly Organization[] => {
  let found: readonly Organization[] = [];
  for (;;) {
    const above = [id, ...found.map((each) => each.id)];
    const more = all.filter(({ reportsTo }) => reportsTo.some((each) => above.includes(each)));
    if (more.length === found.length) return found.filter((each) => each.id !== id);
    found = more;
  }
};

/** The most that may be done comes first. */
export const roles = ['coordinator', 'chair', 'delegate', 'member', 'substitute', 'guest'] as const;
export type Role = (typeof roles)[number];
export type Person = { id: PersonId; name: string; language: Language };
/** Default deny: who has no membership has no role. `from` and `until` are its first and last day. (OParl: Membership) */
export type Membership = {
  person: PersonId;
  organization: OrganizationId;
  roles: readonly Role[];
  seat?: string;
  from?: Day;
  until?: Day;
};
/** Who may send how many. `required`: it must not stay empty. */
export type Seat = {
  id: string;
  organization: OrganizationId;
  onBehalfOf: string;
  count: number;
  required: boolean;
};

export const isCurrent = ({ from, until }: Membership, today: Day): boolean =>
  (from === undefined || compareDays(from, today) <= 0) && (until === undefined || compareDays(today, until) <= 0);

export const currentOf = (memberships: readonly Membership[], today: Day): readonly Membership[] =>
  memberships.filter((each) => isCurrent(each, today));

/** A coordinator coordinates the whole body, whichever organization the office is entered for. */
export const rolesIn = (
  memberships: readonly Membership[],
  organization: OrganizationId,
  today: Day,
): readonly Role[] => {
  const current = currentOf(memberships, today);
  const here = current.filter((each) => each.organization === organization).flatMap((each) => each.roles);
  const office = current.some((each) => each.roles.includes('coordinator')) ? (['coordinator'] as const) : [];
  return [...new Set([...office, ...here])];
};

/** Nobody would be left to let anyone in again. */
export const leavesNoCoordinator = (all: readonly Membership[], changed: Membership, today: Day): boolean => {
  const holds = (each: Membership) => each.roles.includes('coordinator') && isCurrent(each, today);
  const others = all.filter((each) => each.person !== changed.person || each.organization !== changed.organization);
  return all.some(holds) && ![...others, changed].some(holds);
};

/** Places of a seat that nobody holds today; a substitute does not hold one. */
export const vacant = (seat: Seat, memberships: readonly Membership[], today: Day): number =>
  Math.max(
    0,
    seat.count -
      memberships.filter(
        (each) => each.seat === seat.id && isCurrent(each, today) && !each.roles.includes('substitute'),
      ).length,
  );
