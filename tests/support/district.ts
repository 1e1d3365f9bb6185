import type { Classification, Role } from '../../src/core/model/organization.ts';
import type { BodyId, OrganizationId, PersonId, PlaceId } from '../../src/core/model/place.ts';
import { defaultPlan } from '../../src/core/model/plan.ts';
import { type Change, save } from '../../src/core/step.ts';

export const body: BodyId = 'body:test';
export const organization = (
  id: OrganizationId,
  name: string,
  short: string,
  classification: Classification,
  reportsTo: readonly OrganizationId[],
): Change =>
  save('organization', {
    id,
    name,
    short,
    classification,
    reportsTo,
    zone: 'Europe/Berlin',
    language: 'de',
    objectionDays: 3,
    remindAt: { cron: '0 8 * * 1-5' },
    plan: defaultPlan,
  });
export const room = (id: PlaceId, of: OrganizationId, connection: string, name: string): Change =>
  save('place', {
    id,
    kind: 'room',
    organization: of,
    spot: { connection, room: name },
    language: 'de',
    state: 'joined',
  });
export const direct = (id: PlaceId, person: PersonId, connection: string, name: string): Change =>
  save('place', {
    id,
    kind: 'direct',
    person,
    spot: { connection, room: name, direct: true },
    language: 'de',
    state: 'joined',
  });
export const person = (
  id: PersonId,
  name: string,
  accounts: readonly (readonly [connection: string, id: string])[],
  roles: Partial<Record<OrganizationId, readonly Role[]>>,
): readonly Change[] => [
  save('person', { id, name, language: 'de' }),
  ...(Object.entries(roles) as [OrganizationId, readonly Role[]][]).map(([of, held]) =>
    save('membership', { person: id, organization: of, roles: held }),
  ),
  ...accounts.map(([connection, account]) => save('account', { account: { connection, id: account }, person: id })),
];

/** The guest's time is over: what is not public may be said in the rooms where they sat. */
export const amongThemselves: Change = save('membership', {
  person: 'P-4',
  organization: 'org:wohnen',
  roles: ['guest'],
  until: '2026-06-14',
});
/** A small district on two platforms. Ada has an account on each, Ben and the guest are on one, Lea on none. */
export const district: readonly Change[] = [
  save('body', {
    id: body,
    name: 'Landkreis Test',
    issuer: ['Landratsamt Test'],
    signature: 'Die Landrätin',
    land: 'BW',
    zone: 'Europe/Berlin',
    language: 'de',
    holidays: [],
  }),
  save('counter', { of: 'R', last: 100 }),
  save('counter', { of: 'P', last: 100 }),
  organization('org:ausschuss', 'Sozialausschuss', 'Ausschuss', 'committee', []),
  organization('org:migration', 'Arbeitskreis Migration', 'AK Migration', 'advisory-board', []),
  organization('org:lenkung', 'Lenkungsgruppe Integration', 'Lenkungsgruppe', 'steering-group', [
    'org:migration',
    'org:ausschuss',
  ]),
  organization('org:wohnen', 'Arbeitskreis Wohnen', 'Wohnen', 'working-group', ['org:lenkung']),
  organization('org:arbeit', 'Arbeitskreis Arbeit und Ausbildung', 'Arbeit', 'working-group', ['org:lenkung']),
  ...person(
    'P-1',
    'Ada Amann',
    [
      ['slack', 'ada'],
      ['matrix', '@ada'],
    ],
    { 'org:wohnen': ['chair'], 'org:lenkung': ['delegate'] },
  ),
  ...person('P-2', 'Ben Braun', [['matrix', '@ben']], { 'org:wohnen': ['member'] }),
  ...person('P-3', 'Kim Keller', [['slack', 'kim']], { 'org:lenkung': ['coordinator', 'chair'] }),
  ...person('P-4', 'Gül Gast', [['matrix', '@guest']], { 'org:wohnen': ['guest'] }),
  ...person('P-5', 'Lea Lang', [], { 'org:wohnen': ['member'] }),
  room('R-1', 'org:wohnen', 'slack', 'wohnen'),
  room('R-2', 'org:wohnen', 'matrix', '!wohnen'),
  room('R-3', 'org:lenkung', 'slack', 'lenkung'),
  room('R-4', 'org:migration', 'slack', 'migration'),
  room('R-5', 'org:arbeit', 'matrix', '!arbeit'),
  direct('R-6', 'P-1', 'slack', 'D-ada'),
  direct('R-7', 'P-3', 'slack', 'D-kim'),
];
