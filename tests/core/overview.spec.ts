import { describe, expect, test } from 'vitest';
import type { Standing } from '../../src/core/met.ts';
import type { Deadline } from '../../src/core/model/deadline.ts';
import type { Outcome } from '../../src/core/model/outcome.ts';
import { type Counts, flowOf } from '../../src/core/views/overview-flow.ts';
import { monthNamed, monthOf } from '../../src/core/views/overview-month.ts';
import { above, below, stopsOf } from '../../src/core/views/overview-plan.ts';
import { committee, housing, monday, outcome, steering, work } from './given.ts';

const asked = [{ text: 'Wie viele?', by: 'P-3' as const }];
const settlement = { text: 'So machen wir es.', by: 'P-3' as const };
/** What came and what waits, as `7/2`, station by station, and what was declined. */
const said = (counts: Counts) =>
  (['submitted', 'taken-up', 'asked-back', 'decided', 'reported'] as const)
    .map((station) => `${counts[station].came}/${counts[station].waiting}`)
    .concat(`${counts.declined}`)
    .join(' ');
const flow = (...some: readonly Partial<Outcome>[]) =>
  flowOf(
    [housing, work],
    some.map((each) => outcome(each)),
  );

describe('the way of the results', () => {
  test.each<[string, Partial<Outcome>, string, readonly string[]]>([
    [
      'its group has objected to',
      { state: { is: 'draft', objection: { text: 'x', by: 'P-1' } } },
      '1/1 0/0 0/0 0/0 0/0 0',
      [],
    ],
    ['is submitted', {}, '1/1 0/0 0/0 0/0 0/0 0', []],
    ['is taken up', { state: { is: 'taken-up' } }, '1/0 1/1 0/0 0/0 0/0 0', ['submitted>taken-up']],
    [
      'is asked back at once',
      { state: { is: 'asked-back', before: 'submitted' }, questions: asked },
      '1/0 0/0 1/1 0/0 0/0 0',
      ['submitted>asked-back'],
    ],
    [
      'is asked back after it was taken up',
      { state: { is: 'asked-back', before: 'taken-up' }, questions: asked },
      '1/0 1/0 1/1 0/0 0/0 0',
      ['submitted>taken-up', 'taken-up>asked-back'],
    ],
    [
      'is decided after an answer',
      { state: { is: 'decided' }, questions: asked, settlement },
      '1/0 1/0 1/0 1/1 0/0 0',
      ['submitted>taken-up', 'taken-up>asked-back', 'asked-back>decided'],
    ],
    [
      'is reported without a decision',
      { state: { is: 'reported', paper: 'V-1' } },
      '1/0 1/0 0/0 0/0 1/0 0',
      ['submitted>taken-up', 'taken-up>reported'],
    ],
    ['is declined', { state: { is: 'declined' }, settlement }, '1/0 0/0 0/0 0/0 0/0 1', []],
  ])('of one that %s', (_, of, counts, bands) => {
    const found = flow(of);
    expect(said(found.all)).toBe(counts);
    expect(found.bands.map(({ from, to }) => `${from}>${to}`)).toEqual(bands);
  });

  test('adds up by groups, in their order; who has none is left out', () => {
    const found = flow(
      { state: { is: 'taken-up' } },
      { organization: 'org:arbeit' },
      { organization: 'org:arbeit', state: { is: 'taken-up' } },
    );
    expect(said(found.all)).toBe('3/1 2/2 0/0 0/0 0/0 0');
    expect(found.groups.map(({ group, counts }) => [group.id, said(counts)])).toEqual([
      ['org:wohnen', '1/0 1/1 0/0 0/0 0/0 0'],
      ['org:arbeit', '2/1 1/1 0/0 0/0 0/0 0'],
    ]);
    expect(found.bands).toEqual([{ from: 'submitted', to: 'taken-up', count: 2 }]);
    expect(flow({}).groups.map(({ group }) => group.id)).toEqual(['org:wohnen']);
  });
});

describe('the month', () => {
  const year = { land: 'BW', holidays: [], language: 'de' } as const;
  test.each([
    ['2027-05', '2027-05'],
    ['2027-13', '2026-06'],
    ['1027-05', '2026-06'],
    ['<script>', '2026-06'],
    [undefined, '2026-06'],
  ])('asked for as %s is %s', (asked, name) => expect(monthNamed(asked, '2026-06-15')).toBe(name));

  test('has whole weeks from Monday on, its holidays, and what is on each day', () => {
    const meetings = [{ day: '2027-05-20' }, { day: '2027-06-20' }, {}];
    const { weeks, before, after, first } = monthOf('2027-05', year, meetings, [{ day: '2027-05-20' }]);
    expect([first, before, after]).toEqual(['2027-05-01', '2027-04', '2027-06']);
    expect(weeks.map((week) => week.map((each) => Number(each?.day.slice(8) ?? 0)))).toEqual([
      [0, 0, 0, 0, 0, 1, 2],
      [3, 4, 5, 6, 7, 8, 9],
      [10, 11, 12, 13, 14, 15, 16],
      [17, 18, 19, 20, 21, 22, 23],
      [24, 25, 26, 27, 28, 29, 30],
      [31, 0, 0, 0, 0, 0, 0],
    ]);
    const days = weeks.flat().flatMap((each) => each ?? []);
    expect(days.filter(({ off }) => off).map(({ day }) => Number(day.slice(8)))).toEqual([
      1, 2, 6, 9, 16, 17, 23, 27, 30,
    ]);
    expect(days.find(({ day }) => day === '2027-05-06')?.holiday).toBe('Christi Himmelfahrt');
    const full = days.filter((each) => each.meetings.length + each.deadlines.length > 0);
    expect(full).toEqual([
      { day: '2027-05-20', off: false, meetings: [meetings[0]], deadlines: [{ day: '2027-05-20' }] },
    ]);
  });
  test('of a year without known holidays still has its Sundays', () => {
    const days = monthOf('2100-01', year, [], []).weeks.flat();
    expect(days.filter((each) => each?.off).map((each) => each?.day.slice(8))).toEqual(['03', '10', '17', '24', '31']);
  });
});

describe('the way to a sitting', () => {
  const deadline = (step: Deadline['step'], of: Deadline['organization'], day: string, how: Standing = 'open') => ({
    how,
    deadline: {
      id: 'F-1',
      sitting: 'S-1',
      step,
      organization: of,
      day,
      at: `${day}T10:00:00Z`,
      remind: [],
      state: { is: 'open' },
    } satisfies Deadline as Deadline,
  });
  const all = [
    deadline('submission', 'org:lenkung', '2026-07-01'),
    deadline('results', 'org:wohnen', '2026-06-12', 'done'),
    deadline('results', 'org:arbeit', '2026-06-12'),
    deadline('review', 'org:lenkung', '2026-06-12', 'done'),
  ];
  const called = (id: string) => id.slice(4);
  const stops = (...own: readonly Deadline['organization'][]) =>
    stopsOf(all, own, called, monday).map(({ step, state, mine, missing }) => [step, state, mine, missing.join()]);

  test('shows whoever coordinates how far all are', () =>
    expect(stops('org:wohnen', 'org:arbeit', 'org:lenkung')).toEqual([
      ['results', 'passed', true, 'arbeit'],
      ['review', 'done', true, ''],
      ['submission', 'open', true, 'lenkung'],
    ]));
  test('shows a group how far itself is, and all of what others do', () =>
    expect(stops('org:wohnen')).toEqual([
      ['results', 'done', true, ''],
      ['review', 'done', false, ''],
      ['submission', 'open', false, 'lenkung'],
    ]));
  test('says where nobody had anything to do', () => {
    const idle = [deadline('review', 'org:lenkung', '2026-06-12', 'idle')];
    expect(stopsOf(idle, [], called, monday).map(({ state, missing }) => [state, missing])).toEqual([['idle', []]]);
    expect(stopsOf([...all.slice(3), ...idle], [], called, monday).map(({ state }) => state)).toEqual(['done']);
  });
  test('has no stop of what is void', () => {
    const [first] = all;
    if (first === undefined) throw new Error();
    expect(stopsOf([{ ...first, deadline: { ...first.deadline, state: { is: 'void' } } }], [], called, monday)).toEqual(
      [],
    );
  });
  test('leads from a group to its committee, and back to all groups', () => {
    const everyone = [committee, steering, housing, work];
    expect([...above(['org:wohnen'], everyone)]).toEqual(['org:wohnen', 'org:lenkung', 'org:ausschuss']);
    expect([...below(['org:lenkung'], everyone)]).toEqual(['org:lenkung', 'org:wohnen', 'org:arbeit']);
    const circle = [
      { id: 'org:a', reportsTo: ['org:b'] },
      { id: 'org:b', reportsTo: ['org:a'] },
    ] as const;
    expect([...above(['org:a'], circle)]).toEqual(['org:a', 'org:b']);
  });
});
