/** The committee's dates in a file, planned by the product's own command as the coordinator would; each once. */
import { perform } from '../../core/commands/command.ts';
import { meetingPlan } from '../../core/commands/meeting-plan.ts';
import { slotOf } from '../../core/model/meeting.ts';
import { currentOf, type Role } from '../../core/model/organization.ts';
import type { BodyId, OrganizationId, PersonId } from '../../core/model/place.ts';
import { no, ok, type Result } from '../../core/model/result.ts';
import { type Slot, sameSlot, slotsOf, startOf } from '../../core/model/slot.ts';
import { dayOf, hasCome, type Instant, instant, inZone } from '../../core/model/time.ts';
import { readWhen } from '../../core/model/when/index.ts';
import type { Reads } from '../../core/ports.ts';
import type { Decision, Refusal } from '../../core/step.ts';
import type { District } from '../../districts/format.ts';
import { organizationIdOf } from '../../districts/rows.ts';
import type { PostgresStore } from '../../store/postgres/index.ts';

export type Sitting = {
  /** Of its organization and its moment: what was planned under it is not planned again. */
  cause: string;
  said: string;
  slot: Slot;
  args: { organization: OrganizationId; when: string; room?: string; link?: string };
};

/** Those that are not over. A file was read without a mistake, so that each of its dates can be. */
export const sittingsAhead = ({ sittings, organizations, district }: District, now: Instant): readonly Sitting[] =>
  sittings.flatMap(({ organization, when, room, link }) => {
    const { zone = district.zone, short = organization } = organizations[organization] ?? {};
    const year = Number(/(?<!\d)(20\d\d)(?!\d)/.exec(when)?.[1]);
    const read = readWhen(when, inZone(instant(`${year - 1}-12-31T12:00:00Z`), zone));
    const [slot] = read.ok ? slotsOf(read.value, zone) : [];
    if (slot === undefined || hasCome(startOf(slot, zone), now)) return [];
    return [
      {
        cause: `district:sitting:${organization}:${startOf(slot, zone)}`,
        said: `${short}, ${when}`,
        slot,
        args: { organization: organizationIdOf(organization), when, ...(room && { room }), ...(link && { link }) },
      },
    ];
  });

/** Not planned from a file before, and by nobody here either. */
export const notPlanned = async (
  { read, database }: Pick<PostgresStore, 'read' | 'database'>,
  body: BodyId,
  sittings: readonly Sitting[],
  now: Instant,
): Promise<readonly Sitting[]> => {
  const seen = await database.cause.findMany({
    where: { body, cause: { in: sittings.map(({ cause }) => cause) } },
    select: { cause: true },
  });
  const { reads } = read(body);
  const open: Sitting[] = [];
  for (const each of sittings) {
    const there = (await reads.meetings.ahead(each.args.organization, now)).flatMap((meeting) => slotOf(meeting) ?? []);
    if (!seen.some(({ cause }) => cause === each.cause) && !there.some((slot) => sameSlot(slot, each.slot)))
      open.push(each);
  }
  return open;
};

export const planSitting = async (
  store: Pick<PostgresStore, 'read' | 'ledger'>,
  body: BodyId,
  { cause, args }: Sitting,
  now: Instant,
): Promise<Result<undefined, Refusal>> => {
  for (;;) {
    const { reads, relied } = store.read(body);
    const decision = await decided(reads, args, now);
    if (!decision.ok) return decision; // not kept: after another import it may be possible
    const { is } = await store.ledger.commit({ body, cause, expect: relied(), decision });
    if (is !== 'stale') return ok(undefined);
  }
};

const decided = async (reads: Reads, given: Sitting['args'], now: Instant): Promise<Decision> => {
  const args = meetingPlan.args.safeParse(given);
  const by = await coordinatorOf(reads, now);
  const [at] = await reads.places.of(given.organization);
  if (!args.success)
    return no({
      code: 'arguments',
      command: meetingPlan.name,
      takes: meetingPlan.takes,
      fields: Object.fromEntries(
        args.error.issues.map(({ path: [name] }) => [name, malformed(given, `${String(name)}`)]),
      ),
    });
  if (by === undefined || at === undefined) return no({ code: 'not-allowed', may: meetingPlan.may as readonly Role[] });
  return perform(meetingPlan, args.data, reads, { by, at, now, can: [] });
};

const malformed = (given: Readonly<Record<string, string>>, name: string) =>
  ({ is: 'malformed', text: given[name] ?? '' }) as const;

const coordinatorOf = async (
  reads: Pick<Reads, 'memberships' | 'body'>,
  now: Instant,
): Promise<PersonId | undefined> => {
  const { zone } = await reads.body();
  const all = currentOf(await reads.memberships.all(), dayOf(now, zone));
  return all.find(({ roles }) => roles.includes('coordinator'))?.person;
};
