import type { Meeting } from '../model/meeting.ts';
import type { AssignmentId, DeadlineId, MeetingId, OutcomeId, PaperId, PollId } from '../model/number.ts';
import { type Body, type Classification, currentOf, type Organization } from '../model/organization.ts';
import type { OrganizationId } from '../model/place.ts';
import { no, ok, type Result } from '../model/result.ts';
import { dayOf, type Instant, inZone, type Zoned } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { type Reach, reach } from '../reach.ts';
import type { Asked, Refusal } from '../step.ts';

/** Loaders that many verbs share: a thing by its number, with the organization whose roles count for it. */
type Found<T> = Promise<Result<T, Refusal>>;
type Power = Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body'>;

/** An organization, and where it is told something. */
export type Home = { organization: Organization; body: Body; reach: Reach };
export const homeOf = async (reads: Power, id: OrganizationId, now: Instant): Promise<Home> => {
  const organization = await reads.organizations.byId(id);
  if (organization === undefined) throw new Error(`no organization ${id}`); // foreign keys see to it
  return { organization, body: await reads.body(), reach: await reach(reads, id, now) };
};
/** The group that takes up what an organization reports; a steering group takes up its own. Undefined where there is none. */
export const steeringOf = async (
  reads: Pick<Reads, 'organizations'>,
  organization: Organization,
): Promise<Organization | undefined> => {
  if (organization.classification === 'steering-group') return organization;
  const above = await Promise.all(organization.reportsTo.map((each) => reads.organizations.byId(each)));
  return above.find((each) => each?.classification === 'steering-group');
};
export const loadOrganization = async (reads: Power, id: OrganizationId | undefined, now: Instant): Found<Home> => {
  if (id === undefined) return no({ code: 'which-organization' });
  return (await reads.organizations.byId(id)) === undefined
    ? no({ code: 'no-such-organization', named: id })
    : ok(await homeOf(reads, id, now));
};
export const loadMeeting = async (
  reads: Power & Pick<Reads, 'meetings'>,
  id: MeetingId,
  now: Instant,
): Found<Home & { meeting: Meeting }> => {
  const meeting = await reads.meetings.byId(id);
  return meeting === undefined
    ? no({ code: 'no-such', named: id })
    : ok({ ...(await homeOf(reads, meeting.organization, now)), meeting });
};
export const loadPoll = async (reads: Power & Pick<Reads, 'polls'>, id: PollId, now: Instant) => {
  const poll = await reads.polls.byId(id);
  return poll === undefined
    ? no({ code: 'no-such', named: id } as const)
    : ok({ ...(await homeOf(reads, poll.organization, now)), poll });
};
/** The source, whose roles count. */
export const loadOutcome = async (reads: Power & Pick<Reads, 'outcomes'>, id: OutcomeId, now: Instant) => {
  const outcome = await reads.outcomes.byId(id);
  return outcome === undefined
    ? no({ code: 'no-such', named: id } as const)
    : ok({ ...(await homeOf(reads, outcome.organization, now)), outcome });
};
/** The steering group, whose roles count, and the source. */
export const loadSteered = async (reads: Power & Pick<Reads, 'outcomes'>, id: OutcomeId, now: Instant) => {
  const outcome = await reads.outcomes.byId(id);
  if (outcome === undefined) return no({ code: 'no-such', named: id } as const);
  return ok({
    ...(await homeOf(reads, outcome.steering, now)),
    source: await homeOf(reads, outcome.organization, now),
    outcome,
  });
};
/** The group that it was given to, whose roles count, and who gave it. */
export const loadAssignment = async (reads: Power & Pick<Reads, 'assignments'>, id: AssignmentId, now: Instant) => {
  const assignment = await reads.assignments.byId(id);
  if (assignment === undefined) return no({ code: 'no-such', named: id } as const);
  return ok({
    ...(await homeOf(reads, assignment.to, now)),
    giver: await homeOf(reads, assignment.from, now),
    assignment,
  });
};
export const loadDeadline = async (reads: Power & Pick<Reads, 'deadlines'>, id: DeadlineId, now: Instant) => {
  const deadline = await reads.deadlines.byId(id);
  return deadline === undefined
    ? no({ code: 'no-such', named: id } as const)
    : ok({ ...(await homeOf(reads, deadline.organization, now)), deadline });
};
export const loadPaper = async (reads: Power & Pick<Reads, 'papers'>, id: PaperId, now: Instant) => {
  const paper = await reads.papers.byId(id);
  return paper === undefined
    ? no({ code: 'no-such', named: id } as const)
    : ok({ ...(await homeOf(reads, paper.organization, now)), paper });
};
export const here = ({ zone }: Organization, now: Instant): Zoned => inZone(now, zone);

/** The group of one of these kinds that somebody acts for: the room's, or the first that they belong to today. */
export const groupOf = async (
  reads: Pick<Reads, 'organizations' | 'memberships' | 'body'>,
  { at, by, now }: Asked,
  kinds: readonly Classification[],
): Promise<OrganizationId | undefined> => {
  const { zone } = await reads.body();
  const current = currentOf(await reads.memberships.of(by), dayOf(now, zone));
  const room = at.kind === 'room' ? [at.organization] : [];
  for (const id of [...room, ...current.map(({ organization }) => organization)]) {
    const kind = (await reads.organizations.byId(id))?.classification;
    if (kind !== undefined && kinds.includes(kind)) return id;
  }
  return undefined;
};
