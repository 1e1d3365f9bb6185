import type { OrganizationId, PersonId } from './place.ts';

/** Whose calendar it is: a person's, or an organization's. */
export type FeedOwner = PersonId | OrganizationId;
/** A calendar that one subscribes to. Its address carries a serial; when that is raised, the address before leads nowhere. */
export type Feed = { of: FeedOwner; serial: number };
export type FeedCounter = `feed:${FeedOwner}`;
export const feedCounter = (of: FeedOwner): FeedCounter => `feed:${of}`;

export const isOrganization = (of: FeedOwner): of is OrganizationId => of.startsWith('org:');
