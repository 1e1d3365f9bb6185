import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isCurrent,
  type Membership,
  type Role,
  roles,
  rolesIn,
  type Seat,
  vacant,
} from '../../src/core/model/organization.ts';
import type { OrganizationId, PersonId } from '../../src/core/model/place.ts';
import { shiftDay } from '../../src/core/model/time.ts';

const today = '2026-06-15';
const member = (organization: OrganizationId, held: readonly Role[], more: Partial<Membership> = {}): Membership => ({
  person: 'P-1',
  organization,
  roles: held,
  ...more,
});

describe('a term', () => {
  test.each([
    ['without beginning or end', {}, true],
    ['from today', { from: today }, true],
    ['from tomorrow', { from: '2026-06-16' }, false],
    ['until today', { until: today }, true],
    ['until yesterday', { until: '2026-06-14' }, false],
    ['of today alone', { from: today, until: today }, true],
    ['over the turn of the year', { from: '2025-12-31', until: '2026-12-31' }, true],
  ])('%s', (_, term, expected) => {
    expect(isCurrent(member('org:wohnen', ['member'], term), today)).toBe(expected);
  });
});

describe('what a person is somewhere', () => {
  test('nothing, where there is no membership', () => {
    expect(rolesIn([], 'org:wohnen', today)).toEqual([]);
    expect(rolesIn([member('org:arbeit', ['chair'])], 'org:wohnen', today)).toEqual([]);
  });
  test('a chair of one group is not one of another', () => {
    const both = [member('org:wohnen', ['chair']), member('org:lenkung', ['delegate'])];
    expect(rolesIn(both, 'org:wohnen', today)).toEqual(['chair']);
    expect(rolesIn(both, 'org:lenkung', today)).toEqual(['delegate']);
  });
  test('a coordinator is one everywhere, as long as the term lasts', () => {
    const office = [member('org:lenkung', ['coordinator', 'chair'], { until: today }), member('org:wohnen', ['guest'])];
    expect(rolesIn(office, 'org:wohnen', today)).toEqual(['coordinator', 'guest']);
    expect(rolesIn(office, 'org:', today)).toEqual(['coordinator']);
    expect(rolesIn(office, 'org:wohnen', '2026-06-16')).toEqual(['guest']);
  });
  test('two memberships in one group count together, and no role twice', () => {
    const twice = [
      member('org:wohnen', ['member']),
      member('org:wohnen', ['member', 'chair']),
      member('org:wohnen', ['guest'], { from: '2027-01-01' }),
    ];
    expect(rolesIn(twice, 'org:wohnen', today)).toEqual(['member', 'chair']);
  });

  const made = fc.record({
    organization: fc.constantFrom<OrganizationId>('org:wohnen', 'org:arbeit', 'org:lenkung'),
    held: fc.subarray([...roles], { minLength: 1 }),
    from: fc.option(fc.integer({ min: -40, max: 40 }), { nil: undefined }),
    until: fc.option(fc.integer({ min: -40, max: 40 }), { nil: undefined }),
  });
  test('never more than what was given for today: each role comes of a current membership there, or is the office', () => {
    fc.assert(
      fc.property(fc.array(made, { maxLength: 6 }), (all) => {
        const memberships = all.map(({ organization, held, from, until }) =>
          member(organization, held, {
            ...(from !== undefined && { from: shiftDay(today, from) }),
            ...(until !== undefined && { until: shiftDay(today, until) }),
          }),
        );
        const now = all.filter(({ from = 0, until = 0 }) => from <= 0 && until >= 0);
        for (const organization of ['org:wohnen', 'org:arbeit', 'org:fremd'] as const)
          expect(new Set(rolesIn(memberships, organization, today))).toEqual(
            new Set([
              ...now.filter((each) => each.organization === organization).flatMap(({ held }) => held),
              ...(now.some(({ held }) => held.includes('coordinator')) ? ['coordinator'] : []),
            ]),
          );
      }),
    );
  });
});

describe('a seat', () => {
  const seat: Seat = { id: 'caritas', organization: 'org:lenkung', onBehalfOf: 'Caritas', count: 2, required: true };
  const on = (person: PersonId, more: Partial<Membership> = {}) =>
    member('org:lenkung', ['delegate'], { person, seat: 'caritas', ...more });
  test.each<readonly [string, readonly Membership[], number]>([
    ['empty', [], 2],
    ['half filled', [on('P-1')], 1],
    ['filled', [on('P-1'), on('P-2')], 0],
    ['more than filled', [on('P-1'), on('P-2'), on('P-3')], 0],
    ['filled by substitutes alone', [on('P-1', { roles: ['substitute'] }), on('P-2', { roles: ['substitute'] })], 2],
    ['of somebody whose term is over', [on('P-1', { until: '2026-06-14' })], 2],
    ['of somebody whose last day is today', [on('P-1', { until: today })], 1],
    ['of somebody who begins tomorrow', [on('P-1', { from: '2026-06-16' })], 2],
    ['of another sender', [on('P-1', { seat: 'diakonie' })], 2],
    ['of members without a seat', [member('org:lenkung', ['member'])], 2],
  ])('%s', (_, memberships, expected) => {
    expect(vacant(seat, memberships, today)).toBe(expected);
  });
});
