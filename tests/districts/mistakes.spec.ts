import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDistrict } from '../../src/districts/read.ts';
import { heideland, waldshut } from './examples.ts';

const good = `
district: { id: test, name: Test, issuer: [Office], signature: The Head, land: SN, zone: Europe/Berlin, language: en, regionalHolidays: [SN-BZ] }
organizations:
  social: { name: Committee, short: Social, classification: committee, plan: { results: { before: 40 days } } }
  lead: { name: Lead, short: Lead, classification: steering-group, reportsTo: [social], seats: { church: { onBehalfOf: Church } } }
  homes: { name: Homes, short: Homes, classification: working-group, reportsTo: [lead], objectionDays: 2, remindAt: weekdays 8:00 }
persons:
  ada: { name: Ada, accounts: { web: ada }, memberships: { lead: { roles: [coordinator], seat: church, from: 2026-01-01 } } }
  ben: { name: Ben, accounts: { matrix: ben }, memberships: { homes: { roles: [chair], until: 2026-12-31 } } }
places:
  lead: { connection: web, room: lead, organization: lead }
  homes: { connection: matrix, room: homes, organization: homes }
  ada: { connection: web, room: to-ada, person: ada }
sittings: [{ organization: social, when: 2026-06-26 14:00 }]
story:
  - { at: 2026-03-02 09:00, by: ada, in: lead, command: deadlines S-1 }
  - { at: 2026-03-02 10:00, by: ben, in: homes, reply: Hello, to: S-1 }
  - { at: 2026-03-02 11:00, by: ada, in: direct, answers: [yes, no] }
`;
const mistakesIn = (text: string) => {
  const read = readDistrict(text);
  return read.ok ? [] : read.error;
};
const first = good.split('\n');

test('the file that is spoilt below is without a mistake', () => expect(mistakesIn(good)).toEqual([]));

const spoilt: readonly (readonly [what: string, from: string | RegExp, to: string, path: string, says: RegExp])[] = [
  ['a missing field', 'name: Test, ', '', 'district.name', /^This is missing\.$/],
  [
    'an unknown field',
    'name: Test,',
    'name: Test, colour: red,',
    'district.colour',
    /no such field.*Possible fields: id, name/,
  ],
  ['an unknown Land', 'land: SN', 'land: XX', 'district.land', /“XX” is not possible here\. Possible: BW, BY/],
  [
    'an unknown zone',
    'zone: Europe/Berlin',
    'zone: Europe/Waldshut',
    'district.zone',
    /“Europe\/Waldshut” is not understood.*Europe\/Berlin/,
  ],
  ['an offset for a zone', 'zone: Europe/Berlin', 'zone: +01:00', 'district.zone', /time zone/],
  ['another language', 'language: en', 'language: fr', 'district.language', /“fr” is not possible/],
  ['a region of another Land', 'SN-BZ', 'BY-KATH', 'district.regionalHolidays[0]', /“BY-KATH” is not in the Land SN/],
  ['a key with capitals', 'id: test', 'id: Test', 'district.id', /small letter/],
  ['no list', 'issuer: [Office]', 'issuer: Office', 'district.issuer', /A list is expected/],
  [
    'a list where fields should be',
    'seats: { church: { onBehalfOf: Church } }',
    'seats: [church]',
    'organizations.lead.seats',
    /Keys are expected/,
  ],
  [
    'an organization that is a text',
    /homes: \{ name: Homes.*/,
    'homes: Homes',
    'organizations.homes',
    /Fields are expected/,
  ],
  [
    'an unknown classification',
    'steering-group',
    'lead-group',
    'organizations.lead.classification',
    /Possible: working-group, steering-group/,
  ],
  [
    'a report to nobody',
    'reportsTo: [lead]',
    'reportsTo: [laed]',
    'organizations.homes.reportsTo[0]',
    /no organization “laed”\. Known: social, lead, homes/,
  ],
  [
    'a working group without a steering group',
    'reportsTo: [lead]',
    'reportsTo: [social]',
    'organizations.homes.reportsTo',
    /at least one steering group/,
  ],
  [
    'a circle of reports',
    'classification: committee',
    'classification: committee, reportsTo: [homes]',
    'organizations.lead.reportsTo[0]',
    /: social → homes → lead → social\./,
  ],
  [
    'a circle of one',
    'reportsTo: [social]',
    'reportsTo: [social, lead]',
    'organizations.lead.reportsTo[1]',
    /lead → lead/,
  ],
  [
    'two organizations of one name',
    'short: Homes',
    'short: lead',
    'organizations.homes.short',
    /“lead” already names lead/,
  ],
  ['a plan out of order', 'before: 40 days', 'before: 10 days', 'organizations.social.plan.review', /out of order/],
  [
    'a plan that is no time',
    'before: 40 days',
    'before: soon',
    'organizations.social.plan.results.before',
    /“soon” is not understood.*42 days/,
  ],
  [
    'a plan where none counts',
    'objectionDays: 2',
    'objectionDays: 2, plan: {}',
    'organizations.homes.plan',
    /Only a committee/,
  ],
  [
    'days that are no number',
    'objectionDays: 2',
    'objectionDays: two',
    'organizations.homes.objectionDays',
    /whole number from 0 to 60/,
  ],
  [
    'an unreadable reminder',
    'weekdays 8:00',
    'now and then',
    'organizations.homes.remindAt',
    /“now and then” is not understood.*weekdays 8:00/,
  ],
  [
    'an unknown role',
    'roles: [chair]',
    'roles: [king]',
    'persons.ben.memberships.homes.roles[0]',
    /Possible: coordinator, chair/,
  ],
  ['no role', 'roles: [chair]', 'roles: []', 'persons.ben.memberships.homes.roles', /At least 1/],
  [
    'a membership of nothing',
    'memberships: { homes:',
    'memberships: { house:',
    'persons.ben.memberships.house',
    /no organization “house”/,
  ],
  [
    'an unknown seat',
    'seat: church',
    'seat: chruch',
    'persons.ada.memberships.lead.seat',
    /no seat “chruch”\. Its seats: church/,
  ],
  [
    'a seat held twice',
    'memberships: { homes:',
    'memberships: { lead: { roles: [member], seat: church }, homes:',
    'persons.ada.memberships.lead.seat',
    /room for 1, and is held by ada, ben|ben, ada/,
  ],
  [
    'a day that does not exist',
    '2026-01-01',
    '2026-02-30',
    'persons.ada.memberships.lead.from',
    /“2026-02-30” is not understood/,
  ],
  [
    'an end before its beginning',
    'from: 2026-01-01',
    'from: 2026-01-01, until: 2025-01-01',
    'persons.ada.memberships.lead.until',
    /comes before the first day/,
  ],
  ['nobody who coordinates', 'roles: [coordinator]', 'roles: [chair]', 'persons', /Nobody has the role coordinator/],
  [
    'an account used twice',
    'accounts: { matrix: ben }',
    'accounts: { matrix: ben, web: ada }',
    'persons.ben.accounts.web',
    /The account ada on web belongs to ada already/,
  ],
  [
    'a room used twice',
    'room: to-ada',
    'room: lead',
    'places.ada.room',
    /The room lead on web is the place lead already/,
  ],
  ['a room of nobody', 'room: lead, organization: lead', 'room: lead', 'places.lead', /either an organization/],
  ['a room of two', 'person: ada', 'person: ada, organization: lead', 'places.ada', /either an organization/],
  [
    'direct messages where one has no account',
    'person: ada',
    'person: ben',
    'places.ada.person',
    /“ben” has no account on web/,
  ],
  [
    'a place called direct',
    '  homes: { connection',
    '  direct: { connection',
    'places.direct',
    /cannot be called direct/,
  ],
  [
    'a sitting of a working group',
    'organization: social, when',
    'organization: homes, when',
    'sittings[0].organization',
    /Only a committee/,
  ],
  [
    'a sitting on no date',
    'when: 2026-06-26 14:00',
    'when: some day in 2026',
    'sittings[0].when',
    /not understood.*Fr 26\.6\.2026/,
  ],
  ['a sitting without its year', 'when: 2026-06-26 14:00', 'when: 26 June 14:00', 'sittings[0].when', /needs its year/],
  [
    'a sitting whose weekday does not fit',
    'when: 2026-06-26 14:00',
    'when: Mon 26 June 2026 14:00',
    'sittings[0].when',
    /weekday does not fit/,
  ],
  ['an act that is not a time', '2026-03-02 09:00', 'morning', 'story[0].at', /2026-03-02 09:00/],
  ['acts out of order', '2026-03-02 10:00', '2026-03-01 10:00', 'story[1].at', /one before is at 2026-03-02 09:00/],
  ['an act of nobody', 'by: ben', 'by: bob', 'story[1].by', /no person “bob”\. Known: ada, ben/],
  ['an act nowhere', 'in: lead', 'in: hall', 'story[0].in', /no place “hall”/],
  [
    'an act where one has no account',
    'by: ben, in: homes',
    'by: ben, in: lead',
    'story[1].in',
    /“ben” has no account on web/,
  ],
  [
    'an act among direct messages of somebody else',
    'by: ben, in: homes',
    'by: ben, in: ada',
    'story[1].in',
    /direct messages of ada/,
  ],
  [
    'an act in direct messages that there are none of',
    'by: ben, in: homes',
    'by: ben, in: direct',
    'story[1].in',
    /“ben” has no place for direct messages/,
  ],
  [
    'an act that does two things',
    'reply: Hello',
    'reply: Hello, command: help',
    'story[1]',
    /here it is command and reply/,
  ],
  ['an act that does nothing', ', command: deadlines S-1', '', 'story[0]', /here it is none/],
  [
    'a command with its sign',
    'command: deadlines S-1',
    'command: "!ak deadlines"',
    'story[0].command',
    /without its sign/,
  ],
  ['a number that is none', 'to: S-1', 'to: the invitation', 'story[1].to', /such as U-1, S-2 or E-7/],
  [
    'a thread without a reply',
    'command: deadlines S-1',
    'command: deadlines S-1, to: S-1',
    'story[0].to',
    /Only a reply/,
  ],
];

describe('each mistake has its path and a sentence', () => {
  test.each(spoilt)('%s', (_, from, to, path, says) => {
    const text = good.replace(from, to);
    expect(text).not.toBe(good);
    const found = mistakesIn(text);
    expect(found.map((each) => each.path)).toContain(path);
    expect(found.filter((each) => each.path === path).map((each) => each.says)).toContainEqual(
      expect.stringMatching(says),
    );
    for (const { line, says: said } of found) {
      expect(line).toBeGreaterThan(0);
      expect(said).toMatch(/^[A-Z“].*\.$/s);
    }
  });
});

test('all mistakes are said at once, in the order of the file, each with its line', () => {
  const independent = spoilt.filter(([what]) =>
    [
      'an unknown Land',
      'a report to nobody',
      'an unreadable reminder',
      'an unknown seat',
      'an account used twice',
      'a room used twice',
      'a sitting without its year',
      'an act nowhere',
      'an act of nobody',
    ].includes(what),
  );
  const found = mistakesIn(independent.reduce((text, [, from, to]) => text.replace(from, to), good));
  expect(found.map(({ path }) => path)).toEqual(expect.arrayContaining(independent.map(([, , , path]) => path)));
  expect(found.map(({ line = 0 }) => line)).toEqual(found.map(({ line = 0 }) => line).toSorted((a, b) => a - b));
  const reminder = first.findIndex((line) => line.includes('weekdays')) + 1;
  expect(found).toContainEqual(expect.objectContaining({ path: 'organizations.homes.remindAt', line: reminder }));
});

describe('what is no district at all', () => {
  test.each([
    ['nothing', '', /^The file is empty/],
    ['a comment', '# nothing yet', /^The file is empty/],
    ['a text', 'hello', /Fields are expected/],
    ['broken YAML', 'district: [\n  a: {', /^This is no YAML, column \d+/],
    ['a tab', 'district:\n\tname: x', /^This is no YAML/],
    ['two files in one', `${good}\n---\n${good}`, /^This is no YAML/],
    ['an anchor that is not there', 'district: *nowhere', /anchor/],
    [
      'an alias bomb',
      [
        'a: &a [x,x,x,x,x,x,x,x,x]',
        ...'bcdefghi'
          .split('')
          .map((each, i) => `${each}: &${each} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`),
      ].join('\n'),
      /repeats itself/,
    ],
    ['nested without end', `a: ${'['.repeat(50_000)}`, /no YAML|too deeply/],
    ['too long a file', `# ${'x'.repeat(300_000)}`, /too long/],
    ['the name of every object', 'constructor: { toString: valueOf }', /no such field/],
  ])('%s', (_, text, says) => {
    expect(mistakesIn(text).map((each) => each.says)).toContainEqual(expect.stringMatching(says));
  });

  test('a key that stands there twice hides nothing else', () => {
    const found = mistakesIn(good.replace('land: SN', 'land: SN, land: XX').replace('by: ben', 'by: bob'));
    expect(found.map(({ says }) => says)).toEqual(
      expect.arrayContaining(['This key stands here twice.', expect.stringMatching(/no person “bob”/)]),
    );
  });
});

test('whatever happens to a file, reading it never throws', () => {
  const files = fc.constantFrom(good, waldshut.slice(0, 6_000), heideland.slice(0, 6_000));
  const bits = fc.constantFrom(
    '',
    ':',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a ',
    '*a',
    '|',
    '\n',
    '  ',
    '\t',
    '__proto__: ',
    '? ',
    '!!map ',
    '<<: ',
    '\u0000',
    '💥',
    '#',
    'null',
    '-1',
    'direct',
  );
  const changes = fc.array(fc.tuple(fc.nat(6_000), fc.nat(40), bits), { maxLength: 6 });
  fc.assert(
    fc.property(files, changes, (file, all) => {
      const text = all.reduce((before, [at, gone, put]) => before.slice(0, at) + put + before.slice(at + gone), file);
      const read = readDistrict(text);
      expect(read.ok || read.error.length > 0).toBe(true);
    }),
    { numRuns: 100 },
  );
});
