import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlineDelegate } from '../../src/core/commands/deadline-delegate.ts';
import { deadlineDone } from '../../src/core/commands/deadline-done.ts';
import { deadlineLater } from '../../src/core/commands/deadline-later.ts';
import { owing, planDeadlines } from '../../src/core/deadlines.ts';
import { type Standing, standing } from '../../src/core/met.ts';
import { type Deadline, isOverdue, reminderDue, wasSent } from '../../src/core/model/deadline.ts';
import type { Organization } from '../../src/core/model/organization.ts';
import { isHanded, isPending, type Outcome } from '../../src/core/model/outcome.ts';
import type { Paper } from '../../src/core/model/paper.ts';
import { steps } from '../../src/core/model/plan.ts';
import { at, type Instant, instant, inZone } from '../../src/core/model/time.ts';
import {
  asks,
  body,
  codeOf,
  committee,
  homeOf,
  housing,
  meeting,
  monday,
  organization,
  outcome,
  saved,
  steering,
  value,
  work,
  zone,
} from './given.ts';

/** Thursday noon; reminded from Monday noon and Wednesday noon, at eight in the morning of a workday. */
const deadline: Deadline = {
  id: 'F-1',
  sitting: 'S-1',
  step: 'submission',
  organization: 'org:lenkung',
  day: '2026-06-11',
  at: '2026-06-11T10:00:00Z',
  remind: [3, 1],
  state: { is: 'open' },
};
const workdays = { cron: '0 8 * * 1-5' };
const daily = { cron: '0 8 * * *' };
/** `later`: somebody has put it off until then. */
type Put = Deadline & { later?: string };
const due = (of: Put, now: string, remindAt = workdays) => reminderDue(of, remindAt, zone, instant(now), of.later);

describe('a reminder is due', () => {
  test.each([
    ['before the first moment: none', '2026-06-08T09:59:00Z', undefined],
    ['when it has come, but not yet the time that people like: none', '2026-06-08T10:00:00Z', undefined],
    ['at the next such time: the first', '2026-06-09T06:00:00Z', '3'],
    ['until the next moment: still the first', '2026-06-11T05:59:00Z', '3'],
    ['then: only the next', '2026-06-11T06:00:00Z', '1'],
    ['right before it is due: the next', '2026-06-11T09:59:59Z', '1'],
    ['when it is due: none', '2026-06-11T10:00:00Z', undefined],
    ['after that: none', '2026-06-20T10:00:00Z', undefined],
  ])('%s', (_, now, expected) => {
    expect(due(deadline, now)).toBe(expected);
  });

  test.each([{ is: 'done', by: 'P-1' } as const, { is: 'void' } as const])('never of what is $is', (state) => {
    expect(due({ ...deadline, state }, '2026-06-11T07:00:00Z')).toBeUndefined();
    expect(isOverdue({ ...deadline, state }, instant('2026-06-12T07:00:00Z'))).toBe(false);
  });
  test('a moment whose next reminder time is only after the deadline is not reminded at all', () => {
    // reminded on Mondays alone: the week before, and then never again
    expect(due({ ...deadline, remind: [5, 1] }, '2026-06-11T09:00:00Z', { cron: '0 8 * * 1' })).toBe('5');
    expect(due({ ...deadline, remind: [1] }, '2026-06-11T09:00:00Z', { cron: '0 8 * * 1' })).toBeUndefined();
  });
  test('a reminder time that falls on the deadline itself is too late', () => {
    expect(due({ ...deadline, remind: [1] }, '2026-06-11T09:59:59Z', { cron: '0 12 * * 4' })).toBeUndefined();
  });
  test('it is overdue from its moment on', () => {
    expect(isOverdue(deadline, instant('2026-06-11T09:59:59Z'))).toBe(false);
    expect(isOverdue(deadline, instant('2026-06-11T10:00:00Z'))).toBe(true);
  });

  test.each([
    [
      'in spring a day before is a day on the calendar',
      '2026-03-30T10:00:00Z',
      [1],
      daily,
      '2026-03-30T06:00:00Z',
      '1',
    ],
    ['and not an hour sooner', '2026-03-30T10:00:00Z', [1], daily, '2026-03-30T05:59:59Z', undefined],
    ['a day before is the same time of day', '2026-10-26T07:00:00Z', [2], daily, '2026-10-24T06:00:00Z', '2'],
    ['in autumn as well', '2026-10-26T11:00:00Z', [1], daily, '2026-10-26T07:00:00Z', '1'],
    ['and not an hour sooner', '2026-10-26T11:00:00Z', [1], daily, '2026-10-26T06:59:59Z', undefined],
    [
      'a time in the gap comes right after it',
      '2026-03-30T10:00:00Z',
      [2],
      { cron: '30 2 * * *' },
      '2026-03-29T01:00:00Z',
      '2',
    ],
    [
      'a time in the gap comes not before',
      '2026-03-30T10:00:00Z',
      [2],
      { cron: '30 2 * * *' },
      '2026-03-29T00:59:59Z',
      undefined,
    ],
    [
      'a time in the overlap comes the first time',
      '2026-10-26T11:00:00Z',
      [2],
      { cron: '30 2 * * *' },
      '2026-10-25T00:30:00Z',
      '2',
    ],
  ])('%s', (_, end, remind, remindAt, now, expected) => {
    expect(due({ ...deadline, at: end, remind }, now, remindAt)).toBe(expected);
  });
});

describe('"später"', () => {
  const later = '2026-06-10T06:00:00Z';
  test.each([
    ['nobody is reminded before', '2026-06-10T05:59:59Z', undefined],
    ['then once, under a name of its own', '2026-06-10T06:00:00Z', `later:${later}`],
    ['a moment of the next day would only say it again', '2026-06-11T06:00:00Z', `later:${later}`],
  ])('%s', (_, now, expected) => {
    expect(due({ ...deadline, later }, now)).toBe(expected);
  });
  test('a moment that comes two days after it, or more, counts again', () => {
    const tuesday = { ...deadline, later: '2026-06-09T06:00:00Z' };
    expect(due(tuesday, '2026-06-10T06:00:00Z')).toBe('later:2026-06-09T06:00:00Z');
    expect(due(tuesday, '2026-06-11T06:00:00Z')).toBe('1');
  });
  test('it comes when it was asked for, not at the time that the group likes', () => {
    const sunday = { ...deadline, at: '2026-06-18T10:00:00Z', remind: [7], later: '2026-06-14T06:00:00Z' };
    expect(due(sunday, '2026-06-14T05:59:59Z')).toBeUndefined();
    expect(due(sunday, '2026-06-14T06:00:00Z')).toBe('later:2026-06-14T06:00:00Z');
  });
  test('what was planned before it is over with it, so that nobody is reminded twice', () => {
    // put off to Monday at nine, which is past the first of the planned ones; the other would come on Tuesday at eight
    const thuy = { ...deadline, at: '2026-10-22T08:00:00Z', remind: [10, 3], later: '2026-10-19T07:00:00Z' };
    for (const now of ['2026-10-19T07:00:00Z', '2026-10-20T06:00:00Z', '2026-10-22T07:00:00Z'])
      expect(due(thuy, now)).toBe('later:2026-10-19T07:00:00Z');
  });

  const says = (when?: string, of: Deadline = deadline, now = instant('2026-06-08T08:00:00Z')) =>
    deadlineLater.decide(
      { ...homeOf(steering), deadline: of, asked: [{ id: 'P-3', name: 'Kim Keller' }], over: undefined },
      { deadline: 'F-1', when },
      asks('P-3', ['member'], now),
    );
  test.each([
    [undefined, '2026-06-10T06:00:00Z'],
    ['morgen', '2026-06-09T06:00:00Z'],
    ['Mittwoch 15 Uhr', '2026-06-10T13:00:00Z'],
  ])('said with "%s", it is put off to %s', (when, expected) => {
    expect(saved(says(when), 'deadline').map((each) => each.snoozed)).toEqual([[{ person: 'P-3', until: expected }]]);
  });
  test.each([
    ['Donnerstag 12 Uhr', 'later-than-due'],
    ['1.7.', 'later-than-due'],
    ['gestern', 'when-past'],
  ])('said with "%s", it is refused', (when, code) => {
    expect(codeOf(says(when))).toBe(code);
  });
  test('"heute" alone means its morning, and in the afternoon that is over', () => {
    const now = instant('2026-06-09T12:00:00Z');
    expect(codeOf(says('heute', deadline, now))).toBe('when-past');
  });
  test('said alone on a Thursday, it is put off past the weekend, and past a holiday', () => {
    const far = { ...deadline, at: '2026-06-25T10:00:00Z' };
    const saidOn = (now: string) => saved(says(undefined, far, instant(now)), 'deadline')[0]?.snoozed?.[0]?.until;
    expect(saidOn('2026-06-11T08:00:00Z')).toBe('2026-06-15T06:00:00Z');
    expect(saidOn('2026-06-02T08:00:00Z')).toBe('2026-06-05T06:00:00Z'); // Fronleichnam is on the 4th
  });
});

describe('reminders over weeks, with outages and over the change of clocks', () => {
  const ends = fc.constantFrom('2026-03-31T10:00:00Z', '2026-06-11T10:00:00Z', '2026-10-26T07:00:00Z');
  const remind = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
  const snooze = fc.option(fc.integer({ min: 1, max: 20 * 24 }), { nil: undefined });
  const made = fc.record({ end: ends, remind, snooze }).map(({ end, remind, snooze }): Put => {
    const later = snooze === undefined ? undefined : instant(end).subtract({ hours: snooze }).toString();
    return { ...deadline, at: end, remind, ...(later !== undefined && { later }) };
  });
  /** At eight in the morning, today or else tomorrow. */
  const morning = (from: Instant): Instant => {
    const day = inZone(from, zone).toPlainDate();
    const today = instant(at(day.toString(), '08:00', zone));
    return today.epochMilliseconds >= from.epochMilliseconds
      ? today
      : instant(at(day.add({ days: 1 }).toString(), '08:00', zone));
  };
  /** One that somebody asked for takes the place of those before it, and of those of its day and the next. */
  const momentsOf = (of: Put) => {
    const put = of.later === undefined ? undefined : instant(of.later);
    const quiet = put && inZone(put, zone).startOfDay().add({ days: 2 }).epochMilliseconds;
    return [
      ...of.remind
        .map((days) => ({
          name: `${days}`,
          ms: morning(inZone(of.at, zone).subtract({ days }).toInstant()).epochMilliseconds,
        }))
        .filter(({ ms }) => quiet === undefined || ms >= quiet),
      ...(put === undefined ? [] : [{ name: `later:${of.later}`, ms: put.epochMilliseconds }]),
    ].filter(({ ms }) => ms < instant(of.at).epochMilliseconds);
  };

  test('only the nearest moment that has come is due: never before it, never from the deadline on', () => {
    const back = fc.integer({ min: -48 * 60, max: 22 * 24 * 60 });
    fc.assert(
      fc.property(made, back, (of, minutes) => {
        const now = instant(of.at).subtract({ minutes });
        const found = reminderDue(of, daily, zone, now, of.later);
        const put = of.later !== undefined && instant(of.later).epochMilliseconds > now.epochMilliseconds;
        const come = momentsOf(of).filter(({ ms }) => ms <= now.epochMilliseconds);
        const nearest = Math.max(...come.map(({ ms }) => ms));
        if (put || minutes <= 0 || come.length === 0) expect(found).toBeUndefined();
        else expect(come.filter(({ ms }) => ms === nearest).map(({ name }) => name)).toContain(found);
      }),
      { numRuns: 150 },
    );
  });

  test('an outage, however long, yields one reminder and not three; without one every morning is kept', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30 });
    const fourWeeks = 28 * 24;
    const remindedOf = (of: Put, hours: readonly number[]) => {
      const names: string[] = [];
      let now = instant(of.at).subtract({ hours: fourWeeks });
      for (const gap of hours) {
        now = now.add({ hours: gap });
        const found = reminderDue(of, daily, zone, now, of.later);
        if (found !== undefined && found !== names.at(-1)) names.push(found);
      }
      return names;
    };
    fc.assert(
      fc.property(made, gaps, (of, hours) => {
        const names = remindedOf(of, hours);
        expect(new Set(names).size).toBe(names.length);
        expect(names.length).toBeLessThanOrEqual(hours.length);
        const mornings = new Set(momentsOf({ ...of, remind: of.remind }).map(({ ms }) => ms));
        expect(names.length).toBeLessThanOrEqual(mornings.size);
      }),
      { numRuns: 25 },
    );
    const hourly = Array.from({ length: fourWeeks + 48 }, () => 1);
    for (const end of ['2026-03-31T10:00:00Z', '2026-10-27T11:00:00Z'])
      expect(remindedOf({ ...deadline, at: end, remind: [14, 7, 2, 1] }, hourly)).toEqual(['14', '7', '2', '1']);
  });
});

describe('the deadlines before a sitting', () => {
  const all: readonly Organization[] = [
    committee,
    steering,
    housing,
    work,
    organization('org:migration', 'advisory-board'),
    organization('org:fremd', 'working-group', ['org:andere']),
  ];
  const sitting = (day: string) =>
    meeting({ id: 'S-9', organization: 'org:ausschuss', state: { is: 'scheduled', slot: { day } } });
  const plan = (day: string, before: readonly Deadline[] = [], last = 0, now = monday, among = all) =>
    value(planDeadlines(sitting(day), committee, among, body, before, last, now));
  const brief = ({ deadlines }: { deadlines: readonly Deadline[] }) =>
    deadlines.map(({ id, step, organization: of, day }) => `${id} ${step} ${of.slice(4)} ${day}`);

  test('results are owed by each working group, all else by its steering group, others owe nothing', () => {
    expect(brief(plan('2026-09-30'))).toEqual([
      'F-1 results wohnen 2026-08-19',
      'F-2 results arbeit 2026-08-19',
      'F-3 review lenkung 2026-08-26',
      'F-4 draft lenkung 2026-09-02',
      'F-5 co-signing lenkung 2026-09-09',
      'F-6 submission lenkung 2026-09-11',
    ]);
    expect(plan('2026-09-30').last).toBe(6);
    expect(plan('2026-09-30').deadlines.every(({ state, escalated }) => state.is === 'open' && !escalated)).toBe(true);
  });

  test('two steering groups plan for themselves, and each working group counts once', () => {
    const second = organization('org:lenkung2', 'steering-group', ['org:ausschuss']);
    const both = organization('org:bildung', 'working-group', ['org:lenkung', 'org:lenkung2']);
    const among = [...all, second, both];
    for (const step of steps)
      expect(owing(step, committee, among).map(({ id }) => id)).toEqual(
        step === 'results' ? ['org:wohnen', 'org:arbeit', 'org:bildung'] : ['org:lenkung', 'org:lenkung2'],
      );
    expect(plan('2026-09-30', [], 0, monday, among).last).toBe(3 + 4 * 2);
  });

  test('a sitting without a date has none', () => {
    const undated = meeting({ organization: 'org:ausschuss', state: { is: 'polling' } });
    expect(planDeadlines(undated, committee, all, body, [], 4, monday)).toEqual({
      ok: true,
      value: { deadlines: [], last: 4 },
    });
  });
  test('beyond the known holidays it is refused and not guessed', () => {
    expect(codeOf(planDeadlines(sitting('2199-09-30'), committee, all, body, [], 0, monday))).toBe('holidays-unknown');
  });

  test('moved, each keeps its number and what was done, and is reminded of anew', () => {
    const before = plan('2026-09-30').deadlines.map((each): Deadline => {
      if (each.id === 'F-1') return { ...each, state: { is: 'done', by: 'P-1' } };
      if (each.id === 'F-2')
        return {
          ...each,
          sent: [{ at: each.at, occurrence: '14' }],
          snoozed: [{ person: 'P-2', until: '2026-08-10T06:00:00Z' }],
          delegate: 'P-2',
        };
      return each.id === 'F-3' ? { ...each, escalated: true } : each;
    });
    const { deadlines, last } = plan('2026-10-14', before, 6);
    expect(last).toBe(6);
    expect(brief({ deadlines })).toEqual([
      'F-1 results wohnen 2026-09-02',
      'F-2 results arbeit 2026-09-02',
      'F-3 review lenkung 2026-09-09',
      'F-4 draft lenkung 2026-09-16',
      'F-5 co-signing lenkung 2026-09-23',
      'F-6 submission lenkung 2026-09-25',
    ]);
    expect(deadlines[0]?.state).toEqual({ is: 'done', by: 'P-1' });
    expect(deadlines[1]).toMatchObject({ delegate: 'P-2', state: { is: 'open' } });
    for (const each of deadlines) {
      expect(wasSent(each, '14')).toBe(false);
      expect(each.snoozed).toBeUndefined();
      expect(each.escalated).toBeUndefined();
    }
  });

  test('a group that is new since then gets a number of its own', () => {
    const added = organization('org:bildung', 'working-group', ['org:lenkung']);
    const { deadlines, last } = plan('2026-10-14', plan('2026-09-30').deadlines, 11, monday, [...all, added]);
    expect(deadlines.filter(({ id }) => id === 'F-12').map((each) => each.organization)).toEqual(['org:bildung']);
    expect(last).toBe(12);
  });

  test('of a sitting at short notice, nobody is reminded of what has passed already, nor told off for it', () => {
    const { deadlines } = plan('2026-07-10');
    const passed = deadlines.filter(({ at: end }) => end <= monday.toString());
    expect(passed.map(({ step }) => step)).toEqual(['results', 'results', 'review', 'draft']);
    expect(passed.every(({ escalated }) => escalated === true)).toBe(true);
    for (let hour = 0; hour < 24 * 30; hour += 5)
      for (const each of passed) expect(reminderDue(each, workdays, zone, monday.add({ hours: hour }))).toBeUndefined();
    expect(deadlines.filter(({ at: end }) => end > monday.toString()).some(({ escalated }) => escalated)).toBe(false);
  });

  test('moved again and again, no number is used twice and none is lost', () => {
    const day = fc
      .integer({ min: 1, max: 300 })
      .map((n) => inZone(monday, zone).toPlainDate().add({ days: n }).toString());
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 50 }), (moves, last) => {
        let known = plan(moves[0] ?? '', [], last);
        const names = known.deadlines.map(({ id, step, organization: of }) => `${id} ${step} ${of}`);
        expect(new Set(known.deadlines.map(({ id }) => id)).size).toBe(6);
        for (const to of moves.slice(1)) {
          known = plan(to, known.deadlines, known.last);
          expect(known.deadlines.map(({ id, step, organization: of }) => `${id} ${step} ${of}`)).toEqual(names);
          expect(known.last).toBe(last + 6);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a deadline is answered', () => {
  test('with "erledigt", by whoever says so', () => {
    const says = (of: Deadline) =>
      deadlineDone.decide({ ...homeOf(steering), deadline: of, standing: [] }, { deadline: 'F-1' }, asks('P-3'));
    expect(saved(says(deadline), 'deadline')).toEqual([{ ...deadline, state: { is: 'done', by: 'P-3' } }]);
    expect(codeOf(says({ ...deadline, state: { is: 'void' } }))).toBe('deadline-void');
  });
  test('with "vertreten durch": the other is told, alone', () => {
    const alone = {
      id: 'R-9',
      kind: 'direct',
      person: 'P-2',
      spot: { connection: 'slack', room: 'D' },
      language: 'de',
      state: 'joined',
    } as const;
    const decision = deadlineDelegate.decide(
      {
        ...homeOf(steering),
        deadline,
        person: { id: 'P-2', name: 'Ben Braun', language: 'de' },
        alone: [alone],
        standing: [],
        over: undefined,
      },
      { deadline: 'F-1', person: 'P-2' },
      asks('P-3'),
    );
    expect(saved(decision, 'deadline').map(({ delegate }) => delegate)).toEqual(['P-2']);
    expect(value(decision).posts.map(({ to }) => to)).toEqual(['R-9']);
  });
});

describe('a deadline is met, as can be seen', () => {
  type Seen = { outcomes?: readonly Outcome[]; papers?: readonly Paper[]; deadlines?: readonly Deadline[] };
  const seen = ({ outcomes = [], papers = [], deadlines = [] }: Seen): Parameters<typeof standing>[0] => ({
    outcomes: {
      byId: async (id) => outcomes.find((each) => each.id === id),
      live: async (id) =>
        outcomes.filter((each) => each.organization === id && !['declined', 'reported'].includes(each.state.is)),
      pending: async (id) => outcomes.filter((each) => each.steering === id && isHanded(each) && isPending(each)),
      reportable: async () => [],
      reportedIn: async () => [],
      ofAll: async () => [],
    },
    deadlines: {
      byId: async (id) => deadlines.find((each) => each.id === id),
      of: async () => deadlines,
      open: async () => deadlines,
    },
    papers: { byId: async (id) => papers.find((each) => each.id === id), for: async () => papers },
  });
  const owed = (step: Deadline['step'], by: Organization = steering): Deadline => ({
    ...deadline,
    step,
    organization: by.id,
    at: '2026-07-01T10:00:00Z',
  });
  const paper = (state: Paper['state'], by: Organization = steering): Paper => ({
    id: 'V-1',
    sitting: 'S-1',
    organization: by.id,
    by: 'P-3',
    day: '2026-06-15',
    words: { title: '', proposal: '', introduction: '' },
    outcomes: [],
    reworded: {},
    revision: 1,
    state,
  });
  const taken: Outcome = outcome({ state: { is: 'taken-up' } });
  const released = { is: 'released', by: 'P-3', at: '' } as const;
  const submitted = { is: 'submitted', by: 'P-3', at: '' } as const;

  test.each<readonly [string, Deadline, Seen, Standing]>([
    ['results: not while there are none', owed('results', housing), {}, 'open'],
    ['results: by one that is on its way', owed('results', housing), { outcomes: [outcome()] }, 'done'],
    [
      'results: not by one that was objected to',
      owed('results', housing),
      { outcomes: [outcome({ state: { is: 'draft', objection: { text: '', by: 'P-2' } } })] },
      'open',
    ],
    ["results: not by another group's", owed('results', work), { outcomes: [outcome()] }, 'open'],
    ['review: by nothing that waits', owed('review'), { outcomes: [taken] }, 'done'],
    ['review: not while one waits', owed('review'), { outcomes: [taken, outcome()] }, 'open'],
    [
      'review: not while a question is open',
      owed('review'),
      { outcomes: [outcome({ state: { is: 'asked-back', before: 'submitted' } })] },
      'open',
    ],
    [
      'review: nothing to do, since nobody handed anything in when it was time',
      owed('review'),
      { deadlines: [{ ...owed('results', housing), at: '2026-06-01T10:00:00Z' }] },
      'idle',
    ],
    [
      'review: done, since somebody else handed something in, and nothing waits',
      owed('review'),
      {
        deadlines: [
          { ...owed('results', housing), at: '2026-06-01T10:00:00Z' },
          { ...owed('results', work), at: '2026-06-01T10:00:00Z', state: { is: 'done', by: 'P-1' } },
        ],
      },
      'done',
    ],
    ['review: not before results had to be there', owed('review'), { deadlines: [owed('results', housing)] }, 'open'],
    ['draft: by a draft', owed('draft'), { papers: [paper({ is: 'draft' })] }, 'done'],
    ['draft: not by that of another steering group', owed('draft'), { papers: [paper({ is: 'draft' }, work)] }, 'open'],
    ['co-signing: not by a draft', owed('co-signing'), { papers: [paper({ is: 'draft' })] }, 'open'],
    ['co-signing: by a release', owed('co-signing'), { papers: [paper(released)] }, 'done'],
    ['submission: not by a release', owed('submission'), { papers: [paper(released)] }, 'open'],
    ['submission: by handing it in', owed('submission'), { papers: [paper(submitted)] }, 'done'],
    [
      'anything: by a person who says so',
      { ...owed('results', housing), state: { is: 'done', by: 'P-1' } },
      {},
      'done',
    ],
  ])('%s', async (_, of, given, expected) => {
    expect(await standing(seen(given), of, monday)).toBe(expected);
  });
});
