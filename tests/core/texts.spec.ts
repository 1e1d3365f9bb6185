import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { pickIn } from '../../src/core/choices/said.ts';
import type { Command } from '../../src/core/commands/command.ts';
import { commands } from '../../src/core/commands/index.ts';
import { readMarks } from '../../src/core/commands/marks.ts';
import { commandNames } from '../../src/core/commands/names.ts';
import { spellings } from '../../src/core/commands/spellings.ts';
import { type Known, takeApart } from '../../src/core/commands/typed.ts';
import { partsOf } from '../../src/core/commands/vote.ts';
import { label } from '../../src/core/dialogs/read.ts';
import { reviewRead } from '../../src/core/dialogs/review.ts';
import { type About, yesNo } from '../../src/core/model/dialog.ts';
import { roles } from '../../src/core/model/organization.ts';
import { kinds } from '../../src/core/model/outcome.ts';
import { type Language, languages } from '../../src/core/model/place.ts';
import { steps } from '../../src/core/model/plan.ts';
import type { Poll } from '../../src/core/model/poll.ts';
import { readRecurrence } from '../../src/core/model/recurrence.ts';
import { Temporal } from '../../src/core/model/time.ts';
import { readWhen, readWhens, type When } from '../../src/core/model/when/index.ts';
import type { Inline } from '../../src/core/texts/doc.ts';
import { type Texts, texts } from '../../src/core/texts/index.ts';
import { district } from '../support/district.ts';

const now = Temporal.ZonedDateTime.from('2026-06-24T09:00[Europe/Berlin]');
/** The district, and whom the examples name. */
const organizations = district.flatMap((change) => (change.table === 'organization' ? [change.row] : []));
const known: Known = {
  organizations: [
    ...organizations,
    ...organizations
      .slice(0, 1)
      .map((one) => ({ ...one, id: 'org:housing' as const, name: 'Housing', short: 'Housing' })),
  ],
  people: ['Frau Vogt', 'Herr Braun', 'Ms Vogt', 'Mr Braun'].map((name, i) => ({
    id: `P-${i + 1}` as const,
    name,
    language: 'de',
  })),
};

/** As `run` does: the longest words win. */
const dispatch = (typed: string): { command: Command; rest: string } | undefined => {
  const [hit] = commands
    .flatMap((command) => command.words.map((words) => ({ command, words })))
    .filter(({ words }) => `${typed.toLowerCase()} `.startsWith(`${words} `))
    .toSorted((a, b) => b.words.length - a.words.length);
  return hit && { command: hit.command, rest: typed.slice(hit.words.length).trim() };
};
const argumentsOf = (command: Command, rest: string) => takeApart(rest, command.takes, spellings, known);

/** Whatever a text is, as one reads it. */
const plain = (said: unknown): string => {
  if (typeof said === 'string') return said;
  if (Array.isArray(said)) return said.map(plain).join(said.some(isBlock) ? '\n' : '');
  if (isBlock(said)) return 'items' in said ? said.items.map(plain).join('\n') : plain(said.words);
  const inline = said as Exclude<Inline, string>;
  if ('text' in inline) return inline.text;
  if ('strong' in inline) return inline.strong;
  if ('command' in inline) return inline.command;
  return 'person' in inline ? inline.name : inline.said;
};
const isBlock = (said: unknown): said is { is: string; words: unknown } | { is: 'list'; items: readonly unknown[] } =>
  typeof said === 'object' && said !== null && 'is' in said;

const about: About = {
  account: 'A',
  deadline: 'F-3',
  group: 'AK W',
  item: '3',
  label: 'public',
  meeting: 'S-12',
  names: 'Ada, Ben',
  number: '3',
  options: '4',
  organization: 'AK W',
  outcome: 'E-7',
  person: 'Ada',
  poll: 'U-4',
  round: '1',
  steering: 'LG',
  text: 'Xyz',
  title: 'Xyz',
  until: '2026-07-01T06:00:00Z',
};
const abouts: readonly [About][] = [[about], [{ ...about, round: '2', label: 'non-public' }]];
const who: Inline = { text: 'AK W' };
const poll: Poll = {
  id: 'U-4',
  organization: 'org:wohnen',
  meeting: 'S-12',
  by: 'P-1',
  options: [],
  opened: '2026-06-24T07:00:00Z',
  hidden: false,
  extensible: false,
  state: { is: 'open' },
};
const score = { option: { number: 1, slot: { day: '2026-06-30' } }, yes: 3, ifNeedBe: 2, no: 1 };
const day: When = { is: 'day', day: '2026-06-30' };
const time: When = { is: 'time', day: '2026-06-30', from: '14:00', to: '16:00' };

/** With what each function is called; those without parameters, and questions and confirmations, need no entry. */
type Calls<T> = T extends (...args: infer A) => unknown
  ? readonly A[]
  : { readonly [K in keyof T as T[K] extends string | readonly unknown[] ? never : K]?: Calls<T[K]> };
const calls: Calls<Texts> = {
  quoted: [[[{ text: 'Mehr Wohnungen' }]]],
  bug: [['e1']],
  unshown: [['e1']],
  review: (Object.keys(texts.de.ask) as (keyof Texts['ask'])[]).map((ask) => [ask] as const),
  poll: {
    title: [['U-4', who]],
    score: [[score]],
    open: [
      [0, undefined, poll],
      [1, '1.7.', { ...poll, hidden: true }],
      [2, '1.7.', { ...poll, hidden: true, extensible: true }],
    ],
    leads: [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ],
    closed: [[0], [1], [2]],
    ended: [['U-4', who]],
    best: [[2, '1.7.', score]],
    orFix: [['U-4', 2]],
    fixWith: [
      ['U-4', undefined],
      ['U-4', 2],
    ],
    noted: [['U-4']],
    noMarks: [['U-4']],
    rest: [[1], [2]],
    allVoted: [['U-4']],
    reminder: [
      ['U-4', who, '1.7.', []],
      ['U-4', who, '1.7.', ['Ada', 'Ben']],
    ],
  },
  meeting: {
    title: [['S-12', who]],
    inCalendar: [['S-12', 'AK W']],
    counts: [[3, 2, 1]],
    rsvpNoted: { yes: [['S-12']], maybe: [['S-12']], no: [['S-12']] },
    news: {
      invited: [['S-12', who]],
      updated: [['S-12', who]],
      moved: [['S-12', who]],
      placed: [['S-12', who]],
      cancelled: [['S-12', who]],
    },
    pollEnds: [['U-4']],
    standsIn: [[who, who]],
    followUp: [['S-12', who]],
    protocol: [['S-12', who]],
  },
  protocol: { title: [['S-12', 'AK W']] },
  outcome: {
    afterObjection: [['E-7']],
    reportedIn: [['V-2']],
    due: kinds.map((kind) => [kind, '1.7.'] as const),
    reportTitle: [
      [who, undefined],
      [who, 'S-12'],
    ],
    reportFrom: [
      [who, undefined, 1],
      [who, 'S-12', 2],
    ],
    objectUntil: [['1.7.']],
    more: [[1], [2]],
    hidden: [['E-7']],
    news: {
      objected: [['E-7']],
      corrected: [['E-7']],
      kept: [['E-7']],
      'taken-up': [['E-7']],
      'asked-back': [['E-7']],
      answered: [['E-7']],
      decided: [['E-7']],
      declined: [['E-7']],
      undone: [['E-7']],
      reported: [['E-7']],
    },
  },
  assignment: {
    title: [['A-3', who, who]],
    due: [['1.7.']],
    about: [['E-7']],
    news: [
      ['A-3', who, 'open'],
      ['A-3', who, 'in-progress'],
      ['A-3', who, 'done'],
    ],
  },
  deadline: {
    reminder: {
      results: [[['AK W']]],
      review: [[['AK W']]],
      draft: [[['AK W']]],
      'co-signing': [[['AK W']]],
      submission: [[['AK W']]],
    },
    dueAt: [
      ['F-3', '1.7.', 0],
      ['F-3', '1.7.', 1],
      ['F-3', '1.7.', 2],
      ['F-3', '1.7.', undefined],
    ],
    shifted: [
      [['S-2'], '1.8.', 'F-3', 'Xyz', '1.7.', 2],
      [['S-2'], '1.8.', 'F-3', 'Xyz', '1.7.', undefined],
    ],
    fell: [[['S-2'], 'F-3', 'Xyz']],
    planPassed: [[['F-3']]],
    handed: [['F-3', who]],
    standIn: [['F-3']],
    settled: { done: [['F-3']], idle: [['F-3']] },
    lapsed: [['F-3']],
    missed: [['F-3', 'Xyz', who, '1.7.']],
    planTitle: [['S-20', who]],
    schedule: [[who]],
  },
  paper: {
    title: [['LK']],
    proposal: [['SA', 'LK']],
    introduction: [['LG', 'LK']],
    offeredBy: [['Ada']],
    decided: [['Xyz']],
    short: [['V-2']],
    howToEdit: [['V-2']],
    news: { released: [['V-2', 'SA']], submitted: [['V-2', 'SA']] },
    superseded: [['V-2', 'SA']],
    reported: [['V-2', 'SA']],
    fallen: [['S-12']],
    fell: { open: [['V-2', 'SA', 'S-12']], submitted: [['V-2', 'SA', 'S-12']] },
    again: [[['E-7', 'E-9']]],
    goOn: [['S-13'], [undefined]],
    notReported: [['V-2', 'SA', 'S-12']],
  },
  dialog: { others: { running: [[who, '1.7.']], submitted: [[who, '1.7.']] } },
  overview: {
    next: [
      [who, '1.7.', 0],
      [who, '1.7.', 1],
      [who, '1.7.', 2],
    ],
    nextStop: [['Xyz', '1.7.']],
    missing: [
      [[who], 1],
      [[who, ', ', who], 2],
    ],
    outcomesSay: [[1], [2]],
    waiting: { submitted: [[1], [2]], 'taken-up': [[2]], 'asked-back': [[2]], decided: [[2]] },
    declined: [[2]],
    voted: [[2, 3]],
    comes: [[1], [2]],
    reply: [['Xyz']],
  },
  tasks: {
    resume: [[['Xyz S-2']]],
    wasDue: [['1.7.']],
    snoozed: [['3.8.']],
    stuck: [[1], [2]],
  },
  web: {
    unread: [[2]],
    editOf: [['17:30']],
    otherRooms: [[0], [2]],
    sayIn: [['AK W']],
    enter: { title: [[who]], intro: [[who]] },
    trial: {
      step: [[1, 11]],
      until: { poll: [['U-1', '1.7.']], meeting: [['S-1', '1.7.']], deadline: [['F-1', '1.7.']] },
      window: [['Ada']],
    },
  },
  calendar: { of: [[who]], end: [['Xyz']], name: [['LK']] },
  access: {
    link: [[who]],
    handOn: [['1.7.']],
    linkOver: [[who]],
    code: [['12-ABCD-EFGH']],
    codeUntil: [['1.7.']],
    inside: [['1.7.']],
    open: [['1.7.']],
  },
  help: { unknown: [['xyz']] },
  lists: { until: [['1.7.']], outcomes: [[who]], noOutcomes: [[who]], noOutcomesForYou: [[who]], vacant: [[1], [2]] },
  placeLacks: {
    room: [[who, { why: 'power', has: 0, needs: 50 }]],
    space: {
      outside: [[who]],
      'no-space': [[who]],
      refused: [[who]],
      power: [[who, { why: 'power', has: 0, needs: 50 }]],
    },
  },
  placeNews: {
    removed: [[who]],
    encrypted: [[who]],
    missed: [[who]],
    unsure: [[who]],
    revoked: [[who]],
    uninstalled: [[who]],
    back: [[who]],
  },
  fault: [[{ is: 'missing' }], [{ is: 'malformed', text: 'Xyz' }], [{ is: 'too-long', most: 300 }]],
  refusal: {
    'no-such-option': [[{ code: 'no-such-option', option: 4, most: 3 }]],
    'marked-twice': [[{ code: 'marked-twice', option: 4 }]],
    'too-few-options': [[{ code: 'too-few-options', least: 2 }]],
    'too-many-options': [[{ code: 'too-many-options', most: 100 }]],
    'option-twice': [[{ code: 'option-twice', slot: { day: '2026-07-01' }, zone: 'Europe/Berlin' }]],
    'same-option': [[{ code: 'same-option', option: 4 }]],
    'meeting-ahead': [[{ code: 'meeting-ahead', slot: { day: '2026-06-30' }, zone: 'Europe/Berlin' }]],
    'meeting-moved': [[{ code: 'meeting-moved', meeting: 'S-12', slot: { day: '2026-06-30' }, zone: 'Europe/Berlin' }]],
    'meeting-unmoved': [[{ code: 'meeting-unmoved', slot: { day: '2026-06-30' }, zone: 'Europe/Berlin' }]],
    'already-invited': [[{ code: 'already-invited', at: '2026-06-24T07:00:00Z', zone: 'Europe/Berlin' }]],
    'no-such-item': [[{ code: 'no-such-item', item: 4 }]],
    'too-many-items': [[{ code: 'too-many-items', most: 50 }]],
    'outcome-settled': (['submitted', 'taken-up', 'asked-back', 'decided', 'declined', 'reported'] as const).map(
      (state) => [{ code: 'outcome-settled', state }] as const,
    ),
    'paper-fallen': [
      [{ code: 'paper-fallen', sitting: 'S-12' }],
      [{ code: 'paper-fallen', sitting: 'S-12', next: 'S-13' }],
    ],
    'paper-outdated': [[{ code: 'paper-outdated', outcomes: ['E-7', 'E-9'] }]],
    'not-below': [
      [{ code: 'not-below', giver: 'AK W', possible: [] }],
      [{ code: 'not-below', giver: 'AK W', possible: ['AK A'] }],
    ],
    'nothing-to-report': [
      [{ code: 'nothing-to-report', why: 'none' }],
      [{ code: 'nothing-to-report', why: 'reported' }],
      [{ code: 'nothing-to-report', why: 'empty', sitting: 'S-12' }],
    ],
    'not-in-paper': [[{ code: 'not-in-paper', outcome: 'E-7' }]],
    'holidays-unknown': [[{ code: 'holidays-unknown', day: '2040-01-01' }]],
    'recurrence-unreadable': [[{ code: 'recurrence-unreadable', text: 'Xyz' }]],
    unreadable: (['text', 'yes-no', 'label', 'choice', 'review', 'people', 'number'] as const).map(
      (wanted) => [{ code: 'unreadable', wanted }] as const,
    ),
    'meeting-cancelled': [[{ code: 'meeting-cancelled', meeting: 'S-12' }]],
    'fix-fallen': [
      [{ code: 'fix-fallen', meeting: 'S-12', organization: 'AK W', zone: 'Europe/Berlin' }],
      [
        {
          code: 'fix-fallen',
          meeting: 'S-12',
          organization: 'AK W',
          slot: { day: '2026-06-30' },
          zone: 'Europe/Berlin',
        },
      ],
    ],
    'unknown-names': [[{ code: 'unknown-names', names: ['Ada'] }], [{ code: 'unknown-names', names: ['Ada', 'Ben'] }]],
    'too-long': [[{ code: 'too-long', most: 300, is: 301 }]],
    'review-number': [[{ code: 'review-number', most: 3 }]],
    'when-unreadable': [
      [{ code: 'when-unreadable', text: 'Xyz' }],
      [{ code: 'when-unreadable', text: 'Xyz', piece: 'Xyz' }],
    ],
    'when-ambiguous': [[{ code: 'when-ambiguous', readings: [day, time] }]],
    'when-hourless': [
      [{ code: 'when-hourless', days: [day], piece: 'Xyz' }],
      [{ code: 'when-hourless', days: [day, { is: 'day', day: '2026-07-07' }] }],
    ],
    'several-days': [[{ code: 'several-days', understood: { is: 'days', from: '2026-07-03', to: '2026-07-05' } }]],
    'when-past': [[{ code: 'when-past', understood: day, piece: 'Xyz' }]],
    'when-mismatch': [[{ code: 'when-mismatch', said: 1, readings: [day, time] }]],
    'when-impossible': [[{ code: 'when-impossible', text: 'Xyz' }]],
    'unknown-command': [
      [{ code: 'unknown-command', words: 'Xyz', near: [] }],
      [{ code: 'unknown-command', words: 'Xyz', near: ['help', 'tasks'] }],
    ],
    'no-such': [[{ code: 'no-such', named: 'S-12' }]],
    'no-such-organization': [[{ code: 'no-such-organization', named: 'Xyz' }]],
    'no-such-person': [[{ code: 'no-such-person', named: 'Xyz' }]],
    'not-allowed': [[{ code: 'not-allowed', may: roles }]],
    'not-a-member': [[{ code: 'not-a-member', named: 'Ada' }]],
    'deadline-void': [[{ code: 'deadline-void', deadline: 'F-3' }]],
    'deadline-done': [[{ code: 'deadline-done', deadline: 'F-3', by: 'Ada' }]],
    'deadline-idle': [[{ code: 'deadline-idle', deadline: 'F-3' }]],
    'deadline-met': steps.map((step) => [{ code: 'deadline-met', deadline: 'F-3', step }] as const),
    'not-reminded': [
      [{ code: 'not-reminded', deadline: 'F-3', people: [] }],
      [{ code: 'not-reminded', deadline: 'F-3', people: ['Ada'] }],
    ],
    'deadline-passed': [[{ code: 'deadline-passed', deadline: 'F-3' }]],
    'unreadable-marks': [
      [{ code: 'unreadable-marks', text: '' }],
      [{ code: 'unreadable-marks', text: 'Xyz' }],
      [{ code: 'unreadable-marks', text: 'Xyz', poll: 'U-4' }],
    ],
    'which-poll': [[{ code: 'which-poll', polls: ['U-4', 'U-5'], text: '1 ja' }]],
    tie: [[{ code: 'tie', options: [1, 3], poll: 'U-4' }]],
    'nobody-voted': [[{ code: 'nobody-voted', poll: 'U-4' }]],
    arguments: [
      [
        {
          code: 'arguments',
          command: 'vote',
          takes: [],
          fields: { poll: { is: 'missing' }, marks: { is: 'malformed', text: 'Xyz' } },
        },
      ],
    ],
    'not-on-this-platform': [
      [{ code: 'not-on-this-platform', lacks: 'own-polls' }],
      [{ code: 'not-on-this-platform', lacks: 'space' }],
    ],
    bug: [[{ code: 'bug', cause: 'e1' }]],
  },
};

type Leaf = { path: string; said: string };
/** Every text there is, each function called with its samples. The groups of help are commands under a title. */
const all = (language: Language): readonly Leaf[] => {
  const walk = (node: unknown, samples: unknown, path: readonly string[]): readonly Leaf[] => {
    const at = path.join('.');
    if (at === 'help.groups') return Object.keys(node as object).map((said, i) => ({ path: `${at}.${i}`, said }));
    if (typeof node === 'string') return [{ path: at, said: node }];
    if (typeof node === 'function') {
      const usual = path[0] === 'ask' || path[0] === 'noted' ? abouts : node.length === 0 ? [[]] : undefined;
      const given = (samples ?? usual) as readonly (readonly unknown[])[] | undefined;
      if (given === undefined) throw new Error(`no sample for ${at}`);
      return given.map((args, i) => ({ path: `${at}(${i})`, said: plain(node(...args)) }));
    }
    if (typeof node !== 'object' || node === null) throw new Error(`${at} is no text`);
    if (isBlock(node)) return [{ path: at, said: plain(node) }];
    return Object.entries(node).flatMap(([key, value]) =>
      walk(value, (samples as Readonly<Record<string, unknown>> | undefined)?.[key], [...path, key]),
    );
  };
  return walk(texts[language], calls, []);
};

/** Words that are the same in both languages. */
const alike = new Set(['', 'Video', 'Person', 'Name', 'Text', 'Link', 'Format']);

describe('texts', () => {
  test.each(languages)('in %s say something whatever they are told', (language) => {
    const odd = all(language).filter(
      ({ said }) =>
        /undefined|null|NaN|\[object/.test(said) || /\S {2,}|^\s/m.test(said) || / [.,;:?!](?!\.)/.test(said),
    );
    expect(odd).toEqual([]);
    const bare = [...Object.values(texts[language].ask), ...Object.values(texts[language].noted)].map((say) =>
      plain(say({})),
    );
    expect(bare.filter((said) => said === '' || said.includes('undefined'))).toEqual([]);
  });

  test('are all translated', () => {
    const german = new Map(all('de').map(({ path, said }) => [path, said]));
    const english = all('en');
    expect(english.map(({ path }) => path)).toEqual([...german.keys()]);
    expect(english.filter(({ path, said }) => german.get(path) === said && !alike.has(said))).toEqual([]);
    expect(english.filter(({ said }) => /[äöüß„]/i.test(said))).toEqual([]);
  });

  test.each(languages)('in %s sort every command into one group of the help', (language) => {
    expect(Object.values(texts[language].help.groups).flat().toSorted()).toEqual(commandNames.toSorted());
    expect(Object.values(texts[language].help.groups)).toEqual(Object.values(texts.de.help.groups));
  });
});

const cases = languages.flatMap((language) => commandNames.map((name) => [language, name] as const));
describe('the example of each command', () => {
  test.each(cases)('in %s, of %s', (language, name) => {
    const { example } = texts[language].command[name];
    const hit = dispatch(example);
    expect(hit?.command.name).toBe(name);
    if (hit === undefined) return;
    const { fields, faults } = argumentsOf(hit.command, hit.rest);
    expect(faults).toEqual({});
    const read = (hit.command as Command & { args: z.ZodType }).args.safeParse(fields);
    expect(read.error?.issues).toBeUndefined();
    const { options, until, when, recurrence, marks } = fields;
    if (options !== undefined) expect(readWhens(options, now)).toMatchObject({ ok: true });
    if (until !== undefined) expect(readWhen(until, now)).toMatchObject({ ok: true });
    if (when !== undefined) expect(readWhen(when, now)).toMatchObject({ ok: true });
    if (recurrence !== undefined) expect(readRecurrence(recurrence)).toMatchObject({ ok: true });
    if (marks !== undefined) expect(readMarks(partsOf(marks))).toMatchObject({ ok: true });
  });

  test.each(languages)('shows the English words in English, the German ones in German: %s', (language) => {
    const english =
      /^(?:help|tasks|language|poll|vote|comment|meeting|agenda|attend|minutes|report|outcome|object|answer)/;
    const german =
      /^(?:hilfe|aufgaben|sprache|umfrage|stimme|kommentar|sitzung|top|teilnahme|protokoll|ergebnis|einspruch)/;
    const [own, other] = language === 'en' ? [english, german] : [german, english];
    const examples = commandNames.map((name) => texts[language].command[name].example);
    expect(examples.filter((example) => own.test(example)).length).toBeGreaterThan(25);
    expect(examples.filter((example) => other.test(example))).toEqual([]);
  });
});

/** Texts that tell people to type a command. Where a <placeholder> stands, they put their own. */
const hints: readonly (readonly [string, (words: Texts) => unknown, ...(typeof commandNames)[number][]])[] = [
  ['nothing is understood', ({ help }) => help.hint, 'tasks', 'help'],
  ['not public', ({ pointer }) => pointer, 'tasks'],
  ['an agenda is empty', ({ meeting }) => meeting.noAgenda, 'agenda-add'],
  ['a poll can be extended', (words) => words.poll.open(0, undefined, { ...poll, extensible: true }), 'poll-add'],
  [
    'a reply to a poll is no vote',
    ({ refusal }) => refusal['unreadable-marks']({ code: 'unreadable-marks', text: 'Xyz', poll: 'U-4' }),
    'poll-comment',
  ],
  [
    'several polls are open',
    ({ refusal }) => refusal['which-poll']({ code: 'which-poll', polls: ['U-4', 'U-5'], text: '1 ja, 2 nein' }),
    'vote',
    'vote',
  ],
  ['a poll is over', (words) => words.poll.fixWith('U-4', 2), 'meeting-fix'],
  [
    'a poll had no votes',
    (words) => [words.poll.askAgain, '\n', words.poll.orFix('U-4', 2)],
    'poll-open',
    'meeting-fix',
  ],
  [
    'a date is set without votes',
    ({ refusal }) => refusal['nobody-voted']({ code: 'nobody-voted', poll: 'U-4' }),
    'meeting-fix',
  ],
  [
    'an older date was answered',
    ({ refusal }) =>
      refusal['meeting-moved']({
        code: 'meeting-moved',
        meeting: 'S-12',
        slot: { day: '2026-06-30' },
        zone: 'Europe/Berlin',
      }),
    'rsvp',
  ],
  ['a poll has a tie', ({ refusal }) => refusal.tie({ code: 'tie', options: [1, 3], poll: 'U-4' }), 'meeting-fix'],
  ['a deadline comes', ({ deadline }) => deadline.standIn('F-3'), 'deadline-delegate'],
  ['a paper is due', ({ deadline }) => deadline.reminder.draft(['AK W']), 'paper-draft'],
  ['a paper is written', ({ paper }) => paper.howToEdit('V-2'), 'paper-edit', 'paper-leave-out'],
  ['a sitting is cancelled', ({ paper }) => [paper.goOn('S-13'), paper.goOn(undefined)], 'paper-draft', 'paper-draft'],
  ['somebody is to stay outside', ({ access }) => access.howToRevoke, 'access-revoke'],
  ['a calendar has an address', ({ calendar }) => calendar.keep, 'calendar-renew'],
  ['a group’s calendar has an address', ({ calendar }) => calendar.end('Wohnen'), 'calendar-renew'],
  ['a room is new', ({ refusal }) => refusal['unknown-place'](), 'connect'],
  [
    'a command is unknown',
    ({ refusal }) => refusal['unknown-command']({ code: 'unknown-command', words: 'Xyz', near: [] }),
    'help',
  ],
];
const commandsIn = (said: unknown): readonly string[] => {
  if (Array.isArray(said)) return said.flatMap(commandsIn);
  if (typeof said !== 'object' || said === null) return [];
  return 'command' in said ? [String(said.command)] : Object.values(said).flatMap(commandsIn);
};
describe('what people are told to type', () => {
  const told = languages.flatMap((language) =>
    hints.map(([why, say, ...expected]) => [language, why, say, expected] as const),
  );
  test.each(told)('in %s, when %s', (language, _, say, expected) => {
    const found = commandsIn(say(texts[language])).flatMap((typed) => dispatch(typed) ?? []);
    expect(found.map(({ command }) => command.name)).toEqual(expected);
    const whole = found.filter(({ rest, command }) => !rest.includes('<') && command.name !== 'paper-draft');
    expect(whole.map(({ command, rest }) => argumentsOf(command, rest).faults)).toEqual(whole.map(() => ({})));
  });

  test.each(languages)('in %s, dates and times', (language) => {
    const { ask, refusal } = texts[language];
    const example = (said: unknown) =>
      /(?:zum Beispiel(?: so)?|for example): (.+?)(?:\. |$)/i.exec(plain(said))?.[1] ?? '';
    const examples = [
      ask['report-offer-review']({}),
      ask['report-step-due']({}),
      refusal['when-unreadable']({ code: 'when-unreadable', text: 'Xyz' }),
      refusal['too-few-options']({ code: 'too-few-options', least: 2 }),
    ].map(example);
    expect(examples.map((each) => readWhens(each, now).ok)).toEqual([true, true, true, true]);
    const times = example(refusal['recurrence-unreadable']({ code: 'recurrence-unreadable', text: 'Xyz' }));
    expect(readRecurrence(times)).toMatchObject({ ok: true });
  });

  test.each(languages)('in %s, the names of named arguments and flags', (language) => {
    const named = commandNames.flatMap(
      (name) =>
        commands.find((each) => each.name === name)?.takes.filter(({ key, kind }) => key === true || kind === 'flag') ??
        [],
    );
    const unknown = named.filter(({ name }) => {
      const shown = texts[language].argument[name].replace(/ \(.*\)$/, '').toLowerCase();
      return spellings[name]?.includes(shown) !== true;
    });
    expect(unknown).toEqual([]);
  });

  test.each(languages)('in %s, instead of a click', (language) => {
    const { outcome, deadline, paper, assignment, meeting, picks } = texts[language];
    const labels = {
      outcome: outcome.picks,
      deadline: deadline.picks,
      paper: paper.picks,
      assignment: assignment.picks,
      followUp: { held: meeting.wasHeld, 'not-held': meeting.wasNotHeld },
      protocol: { report: meeting.collect },
      rsvp: Object.fromEntries(Object.entries(meeting.replies).map(([reply, said]) => [`rsvp:${reply}`, said])),
    } as const;
    for (const source of Object.keys(labels) as (keyof typeof labels)[])
      for (const [pick, said] of Object.entries(labels[source]))
        expect(pickIn(source, said)).toEqual({ pick, rest: '' });
    for (const [fits, said] of Object.entries(texts[language].poll.fits))
      expect(readMarks([`2 ${said}`])).toEqual({ ok: true, value: [{ option: 2, fits }] });
    expect([yesNo(picks.yes), yesNo(picks.no)].map((read) => read.ok && read.value)).toEqual([true, false]);
    expect([label(picks.public), label(picks['non-public'])].map((read) => read.ok && read.value)).toEqual([
      'public',
      'non-public',
    ]);
  });
  test.each(languages)('in %s, at the end of a conversation', (language) => {
    expect(reviewRead(texts[language].picks.submit)).toMatchObject({ ok: true });
  });
  test.each(languages)('in %s, and a question leaves to its button that it may be skipped', (language) => {
    const { ask, picks } = texts[language];
    expect(Object.values(ask).filter((each) => plain(each({})).includes(picks.skip))).toEqual([]);
  });
});
