import { describe, expect, test } from 'vitest';
import { texts } from '../../src/core/texts/index.ts';
import type { Group, Overview, Sitting } from '../../src/core/views/overview.ts';
import { flowOf } from '../../src/core/views/overview-flow.ts';
import { monthOf } from '../../src/core/views/overview-month.ts';
import { overviewPage } from '../../src/html/overview-page.ts';
import { housing, outcome, work } from '../core/given.ts';
import { attribute, type Element, elements, hasClass, read, textOf } from '../support/html.ts';

const group: Group = housing;
const hostile = '"><script>alert(1)</script><b style="x">';
const sitting = (id: Sitting['id'], day: string, more: Partial<Sitting> = {}): Sitting => ({
  id,
  group,
  state: 'invited',
  slot: { from: `${day}T12:00:00Z`, to: `${day}T14:00:00Z` },
  day,
  zone: 'Europe/Berlin',
  past: false,
  comes: 2,
  ...more,
});
const sittings = [
  sitting('S-1', '2026-06-16', { room: hostile, reply: 'yes' }),
  sitting('S-2', '2026-06-23', { state: 'cancelled' }),
  sitting('S-3', '2026-07-07'),
];
const stop = (step: 'results' | 'review', day: string, state: 'done' | 'open' | 'passed') => ({
  step,
  day,
  state,
  mine: true,
  owing: 2,
  missing: state === 'done' ? [] : [hostile],
});
const line = {
  committee: 'Sozialausschuss',
  sitting: 'S-9' as const,
  day: '2026-07-31',
  stops: [stop('results', '2026-06-12', 'passed'), stop('review', '2026-06-19', 'open')],
};
const overviewOf = (language: 'de' | 'en', more: Partial<Overview> = {}): Overview => ({
  body: hostile,
  language,
  zone: 'Europe/Berlin',
  today: '2026-06-15',
  tasks: [{ title: ['Abstimmen:'], tasks: [{ id: 'U-1', organization: group.id, words: [{ text: hostile }] }] }],
  stuck: 0,
  polls: [
    { id: 'U-1', group, until: '2026-06-20T10:00:00Z', voted: 3, voters: 8, asked: true, own: false, stands: [] },
  ],
  lines: [line],
  flow: flowOf(
    [group, { ...work, name: hostile }],
    [
      outcome({ state: { is: 'taken-up' } }),
      outcome({ state: { is: 'reported', paper: 'V-1' } }),
      outcome({ organization: 'org:arbeit' }),
    ],
  ),
  month: monthOf('2026-06', { land: 'BW', holidays: [], language }, sittings, [
    { day: '2026-06-19', line, stop: stop('review', '2026-06-19', 'open') },
  ]),
  sittings,
  ...more,
});
const pageOf = (overview: Overview) => {
  const page = overviewPage({
    base: '/lotse',
    me: { base: '/lotse', name: hostile },
    overview,
    around: { language: overview.language, sign: '/ak', file: () => '' },
    room: (id) => (id === group.id ? '/lotse/r/org%3Awohnen' : undefined),
  });
  return elements(read(String(page)));
};
const named = (all: readonly Element[], tag: string, name?: string): readonly Element[] =>
  all.filter((each) => each.tagName === tag && (name === undefined || hasClass(each, name)));
const said = (all: readonly Element[]): readonly string[] =>
  all.map((each) => textOf(each).replace(/\s+/g, ' ').trim());

describe.each(['de', 'en'] as const)('the page of an overview, in %s', (language) => {
  const words = texts[language];
  const all = pageOf(overviewOf(language));

  test('holds nothing that the browser is forbidden to take, and takes nobody’s words for markup', () => {
    expect(all.filter((each) => each.attrs.some(({ name }) => name === 'style' || name.startsWith('on')))).toEqual([]);
    expect(named(all, 'script').map((each) => attribute(each, 'src'))).toEqual([
      '/lotse/assets/theme.js',
      '/lotse/assets/lotse.js',
    ]);
    expect(named(all, 'b').filter((each) => each.attrs.some(({ name }) => name === 'style'))).toEqual([]);
  });

  test('has each number of its pictures in words', () => {
    for (const picture of named(all, 'svg').filter((each) => hasClass(each, 'line') || hasClass(each, 'flow')))
      expect(attribute(picture, 'aria-hidden')).toBe('true');
    const [list] = named(all, 'ol', 'stations');
    const stations = words.overview.stations;
    expect(said(named(list === undefined ? [] : elements(list), 'li'))).toEqual([
      `3 ${stations.submitted} ${words.overview.waiting.submitted(1)}`,
      `2 ${stations['taken-up']} ${words.overview.waiting['taken-up'](1)}`,
      `0 ${stations['asked-back']}`,
      `0 ${stations.decided}`,
      `1 ${stations.reported}`,
    ]);
    const [table] = named(all, 'table', 'groups');
    const rows = named(table === undefined ? [] : elements(table), 'tr').slice(1);
    expect(rows.map((row) => said(named(elements(row), 'b')))).toEqual([
      ['2', '2', '0', '0', '1'],
      ['1', '0', '0', '0', '0'],
    ]);
    const [dates] = named(all, 'ol', 'stops');
    const stops = said(named(dates === undefined ? [] : elements(dates), 'li'));
    expect(stops).toHaveLength(3);
    expect(stops[0]).toContain(words.deadline.passed);
    expect(stops[1]).toContain(words.deadline.open);
  });

  test('draws bars that add up, and bands between those that there are', () => {
    const [broad] = named(all, 'svg', 'broad');
    const inside = broad === undefined ? [] : elements(broad);
    const bars = named(inside, 'rect').map((each) => [
      attribute(each, 'x'),
      hasClass(each, 'wait'),
      Number.parseFloat(attribute(each, 'height') ?? ''),
    ]);
    expect(bars).toEqual([
      ['0%', false, 5],
      ['0%', true, 2.38],
      ['22%', false, 2.5],
      ['22%', true, 2.38],
      ['88%', false, 2.5],
    ]);
    expect(named(inside, 'path')).toHaveLength(2);
  });

  test('leads from each meeting of the month to what is known of it', () => {
    const ids = new Set(all.map((each) => attribute(each, 'id')));
    const [month] = named(all, 'table', 'month');
    const links = named(month === undefined ? [] : elements(month), 'a').map((each) => attribute(each, 'href') ?? '');
    expect(links).toEqual(['#S-1', '#S-2']);
    for (const link of links) expect(ids).toContain(link.slice(1));
    const today = all.filter((each) => attribute(each, 'aria-current') === 'date');
    expect(said(today)).toEqual(['15']);
    const marked = named(all, 'td').filter((each) => elements(each).some((inner) => hasClass(inner, 'due')));
    expect(said(marked)).toEqual([`19 ${words.overview.due}: ${words.deadline.steps.review}`]);
    expect(all.filter((each) => attribute(each, 'rel') === 'next').map((each) => attribute(each, 'href'))).toEqual([
      '/lotse/overview?month=2026-07#meetings',
    ]);
    expect([...ids].filter((id) => id !== undefined)).toHaveLength(
      all.filter((each) => attribute(each, 'id') !== undefined).length,
    );
  });

  test('misses the vote only of those who are asked', () => {
    const missing = (asked: boolean) => {
      const polls = overviewOf(language).polls.map((each) => ({ ...each, asked }));
      return pageOf(overviewOf(language, { polls })).some((each) => textOf(each).includes(words.overview.noVote));
    };
    expect([missing(true), missing(false)]).toEqual([true, false]);
  });

  test('leads to a room only where there is one', () => {
    const rooms = (more: Partial<Overview>) =>
      named(pageOf(overviewOf(language, more)), 'a', 'num').map((each) => attribute(each, 'href'));
    expect(new Set(rooms({}))).toEqual(new Set(['/lotse/r/org%3Awohnen']));
    const elsewhere = { ...group, id: 'org:arbeit' as const };
    expect(rooms({ tasks: [], polls: [], sittings: [sitting('S-4', '2026-06-16', { group: elsewhere })] })).toEqual([]);
  });

  test('gives the address of one’s calendar where there is one', () => {
    const address = 'https://lotse.example/feed/x.y.ics';
    const fields = named(pageOf(overviewOf(language, { address })), 'input').map((each) => attribute(each, 'value'));
    expect(fields).toEqual([address]);
    expect(named(all, 'input')).toEqual([]);
  });

  test('says so where there is nothing', () => {
    const empty = pageOf(
      overviewOf(language, { tasks: [], polls: [], lines: [], sittings: [], flow: flowOf([group], []) }),
    );
    const text = said(named(empty, 'main')).join();
    for (const each of [
      words.tasks.none,
      words.lists.noPolls,
      words.overview.noPlan,
      words.overview.noOutcomes,
      words.overview.noSittings,
    ])
      expect(text).toContain(each);
    expect(named(empty, 'svg').filter((each) => hasClass(each, 'flow') || hasClass(each, 'line'))).toEqual([]);
  });
});
