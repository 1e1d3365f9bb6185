import { type Meeting, slotOf } from '../model/meeting.ts';
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
/** A row under its name, with the organization that it belongs to. */
const withHome = async <N extends string, T extends { organization: OrganizationId }>(
  reads: Power,
  name: N,
  id: string,
  row: T | undefined,
  now: Instant,
): Found<Home & { [K in N]: T }> =>
  row === undefined
    ? no({ code: 'no-such', named: id })
    : ok({ ...(await homeOf(reads, row.organization, now)), ...({ [name]: row } as { [K in N]: T }) }); // a computed key is only a string to the compiler
export const loadMeeting = async (reads: Power & Pick<Reads, 'meetings'>, id: MeetingId, now: Instant) =>
  withHome(reads, 'meeting', id, await reads.meetings.byId(id), now);
export const loadPoll = async (reads: Power & Pick<Reads, 'polls'>, id: PollId, now: Instant) =>
  withHome(reads, 'poll', id, await reads.polls.byId(id), now);
/** The source, whose roles count. */
export const loadOutcome = async (reads: Power & Pick<Reads, 'outcomes'>, id: OutcomeId, now: Instant) =>
  withHome(reads, 'outcome', id, await reads.outcomes.byId(id), now);
export const loadDeadline = async (reads: Power & Pick<Reads, 'deadlines'>, id: DeadlineId, now: Instant) =>
  withHome(reads, 'deadline', id, await reads.deadlines.byId(id), now);
export const loadPaper = async (reads: Power & Pick<Reads, 'papers'>, id: PaperId, now: Instant) =>
  withHome(reads, 'paper', id, await reads.papers.byId(id), now);
/** A poll, and what somebody has said to it so far. */
export const loadBallot = async (
  reads: Power & Pick<Reads, 'polls' | 'ballots'>,
  id: PollId,
  { by, now }: Pick<Asked, 'by' | 'now'>,
) => {
  const found = await loadPoll(reads, id, now);
  return found.ok ? ok({ ...found.value, before: await reads.ballots.by(by, id) }) : found;
};
/** A steering group, and the advisory boards that see what goes before it. */
export const steeringHome = async (reads: Power, id: OrganizationId, now: Instant) => {
  const home = await homeOf(reads, id, now);
  return { ...home, boards: await boardsOf(reads, home.organization, now) };
};
/** The steering group, whose roles count, and the source. */
export const loadSteered = async (reads: Power & Pick<Reads, 'outcomes'>, id: OutcomeId, now: Instant) => {
  const outcome = await reads.outcomes.byId(id);
  if (outcome === undefined) return no({ code: 'no-such', named: id } as const);
  return ok({
    ...(await steeringHome(reads, outcome.steering, now)),
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
/** The sitting of one of these committees that is named, or the next. */
export const loadSitting = async (
  reads: Pick<Reads, 'meetings'>,
  named: MeetingId | undefined,
  committees: readonly Organization[],
  now: Instant,
): Found<Meeting> => {
  if (named === undefined) {
    const [next] = (await Promise.all(committees.map(({ id }) => reads.meetings.ahead(id, now)))).flat();
    return next === undefined ? no({ code: 'no-meeting-ahead' }) : ok(next);
  }
  const sitting = await reads.meetings.byId(named);
  if (sitting === undefined) return no({ code: 'no-such', named });
  return committees.some(({ id }) => id === sitting.organization) ? ok(sitting) : no({ code: 'not-a-committee' });
};
/** The next sitting of a committee that a paper can be written for. */
export const nextSitting = async (
  reads: Pick<Reads, 'meetings'>,
  committee: OrganizationId,
  now: Instant,
): Promise<MeetingId | undefined> =>
  (await reads.meetings.ahead(committee, now)).find((each) => slotOf(each) !== undefined)?.id;
/** Where the advisory boards that a steering group reports to are told something. */
export const boardsOf = async (reads: Power, { reportsTo }: Organization, now: Instant): Promise<readonly Reach[]> => {
  const boards = (await reads.organizations.all()).filter(
    ({ id, classification }) => classification === 'advisory-board' && reportsTo.includes(id),
  );
  return Promise.all(boards.map(({ id }) => reach(reads, id, now)));
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

/** The steering group that somebody means: the one they act for; else that of the room's group or of theirs; else the only one. */
export const steeringFor = async (
  reads: Pick<Reads, 'organizations' | 'memberships' | 'body'>,
  asked: Asked,
): Promise<OrganizationId | undefined> => {
  const own = await groupOf(reads, asked, ['steering-group']);
  if (own !== undefined) return own;
  const group = await groupOf(reads, asked, ['working-group']);
  const organization = group && (await reads.organizations.byId(group));
  const above = organization && (await steeringOf(reads, organization));
  if (above !== undefined) return above.id;
  const all = (await reads.organizations.all()).filter(({ classification }) => classification === 'steering-group');
  return all.length === 1 ? all[0]?.id : undefined;
};
