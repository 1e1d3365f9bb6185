import type { Membership, Role } from '../model/organization.ts';

/** Who calls meetings and writes papers. */
export const leaders: readonly Role[] = ['coordinator', 'chair'];
/** Who may have a say in an organization's dates and papers. Guests listen. */
export const voters: readonly Role[] = [...leaders, 'delegate', 'member', 'substitute'];
/** Who may steer: take up, ask back, decide, decline. */
export const steerers: readonly Role[] = [...leaders, 'delegate', 'member'];

export const leads = (roles: readonly Role[]): boolean => roles.some((role) => leaders.includes(role));
export const mayVote = ({ roles }: Pick<Membership, 'roles'>): boolean => roles.some((role) => voters.includes(role));
