/** Plain data that the decisions are given. */
import type { Given } from '../../src/core/commands/command.ts';
import type { Home } from '../../src/core/commands/load.ts';
import type { Meeting } from '../../src/core/model/meeting.ts';
import type { Body, Classification, Organization, Role } from '../../src/core/model/organization.ts';
import type { Outcome } from '../../src/core/model/outcome.ts';
import type { OrganizationId, PersonId, Place } from '../../src/core/model/place.ts';
import { defaultPlan } from '../../src/core/model/plan.ts';
import type { Result } from '../../src/core/model/result.ts';
import { type Instant, instant } from '../../src/core/model/time.ts';
import type { Decision, Rows, Table } from '../../src/core/step.ts';

/** Monday, 10 o'clock in Berlin. */
export const monday = instant('2026-06-15T08:00:00Z');
export const zone = 'Europe/Berlin';
export const value = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
/** What became of it: `ok`, or the code of the refusal. */
export const codeOf = (result: Result<unknown, { code: string }>): string => (result.ok ? 'ok' : result.error.code);

export const body: Body = {
  id: 'body:test',
  name: 'Landkreis Test',
  issuer: ['Landratsamt Test', 'Amt für Soziales'],
  signature: 'Die Landrätin',
  land: 'BW',
  zone,
  language: 'de',
  holidays: [],
};
export const organization = (
  id: OrganizationId,
  classification: Classification,
  reportsTo: readonly OrganizationId[] = [],
  more: Partial<Organization> = {},
): Organization => ({
  id,
  name: `Gremium ${id.slice(4)}`,
  short: id.slice(4),
  classification,
  reportsTo,
  zone,
  language: 'de',
  objectionDays: 3,
  remindAt: { cron: '0 8 * * 1-5' },
  plan: defaultPlan,
  ...more,
});
export const committee = organization('org:ausschuss', 'committee', [], { name: 'Sozialausschuss' });
export const steering = organization('org:lenkung', 'steering-group', ['org:ausschuss'], {
  name: 'Lenkungsgruppe Integration',
});
export const housing = organization('org:wohnen', 'working-group', ['org:lenkung'], { name: 'Arbeitskreis Wohnen' });
export const work = organization('org:arbeit', 'working-group', ['org:lenkung'], { name: 'Arbeitskreis Arbeit' });

const room: Place = {
  id: 'R-1',
  kind: 'room',
  organization: 'org:wohnen',
  spot: { connection: 'slack', room: 'wohnen' },
  language: 'de',
  state: 'joined',
};
export const homeOf = (of: Organization): Home => ({
  organization: of,
  body,
  reach: { rooms: [{ ...room, organization: of.id }], alone: [] },
});
export const asks = (by: PersonId, roles: readonly Role[] = ['member'], now: Instant = monday): Given => ({
  by,
  at: room,
  now,
  can: [],
  roles,
});
/** The rows of one kind that a decision saves. */
export const saved = <T extends Table>(decision: Decision, table: T): readonly Rows[T][] =>
  value(decision).save.flatMap((change) => (change.table === table ? [change.row as Rows[T]] : []));

export const meeting = (more: Partial<Meeting> = {}): Meeting => ({
  id: 'S-1',
  organization: 'org:wohnen',
  where: {},
  agenda: [],
  revision: 0,
  zone,
  state: { is: 'scheduled', slot: { from: '2026-06-30T12:00:00Z' } },
  ...more,
});
/** Handed to the steering group, and nothing more. */
export const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  id: 'E-1',
  organization: 'org:wohnen',
  steering: 'org:lenkung',
  report: 'D-1',
  by: 'P-1',
  kind: 'need',
  text: 'Es fehlen Wohnungen.',
  label: 'public',
  questions: [],
  state: { is: 'submitted', objectUntil: '2026-06-12T16:00:00Z', handed: '2026-06-12T16:00:00Z' },
  ...more,
});
