import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountLink } from '../../src/core/commands/account-link.ts';
import { agendaAdd } from '../../src/core/commands/agenda-add.ts';
import { agendaMove } from '../../src/core/commands/agenda-move.ts';
import { assign } from '../../src/core/commands/assign.ts';
import { deadlineDelegate } from '../../src/core/commands/deadline-delegate.ts';
import { decide } from '../../src/core/commands/decide.ts';
import { meetingCancel } from '../../src/core/commands/meeting-cancel.ts';
import { meetingFix } from '../../src/core/commands/meeting-fix.ts';
import { paperEdit } from '../../src/core/commands/paper-edit.ts';
import { pollOpen } from '../../src/core/commands/poll-open.ts';
import { spellings } from '../../src/core/commands/spellings.ts';
import { type Known, takeApart } from '../../src/core/commands/typed.ts';
import { vote } from '../../src/core/commands/vote.ts';
import type { Argument } from '../../src/core/ports.ts';
import { organization } from './given.ts';

const known: Known = {
  organizations: [
    organization('org:arbeit', 'working-group', [], { name: 'Arbeit', short: 'AK A' }),
    organization('org:arbeit-jugend', 'working-group', [], { name: 'Arbeit und Jugend', short: 'AK AJ' }),
    organization('org:aemter', 'working-group', [], { name: 'Ämter & Übersetzung (Süd)', short: 'ÄmÜ' }),
  ],
  people: [
    { id: 'P-1', name: 'Ada Amann', language: 'de' },
    { id: 'P-2', name: 'Ada Amann-Öz', language: 'de' },
    { id: 'P-3', name: 'İbrahim Yılmaz', language: 'de' },
  ],
};
const apart = (text: string, { takes }: { takes: readonly Argument[] }) => takeApart(text, takes, spellings, known);
const fields = (text: string, of: { takes: readonly Argument[] }) => {
  const { fields: found, faults } = apart(text, of);
  expect(faults).toEqual({});
  return found;
};

describe('what a person typed is taken apart', () => {
  test.each<readonly [string, { takes: readonly Argument[] }, object]>([
    ['U-3 1 ja, 2 nein', vote, { poll: 'U-3', marks: '1 ja, 2 nein' }],
    ['u3: 1 ja', vote, { poll: 'U-3', marks: '1 ja' }],
    ['#U 03 1', vote, { poll: 'U-3', marks: '1' }],
    ['E-7 Wir bauen.', decide, { outcome: 'E-7', text: 'Wir bauen.' }],
    [
      'E-7 Wir bauen. schritt: Grundstück suchen',
      decide,
      { outcome: 'E-7', text: 'Wir bauen.', 'next-step': 'Grundstück suchen' },
    ],
    ['Nächster Schritt: Suchen', { takes: decide.takes.slice(2) }, { 'next-step': 'Suchen' }],
    ['V-2 E-7: Andere Worte', paperEdit, { paper: 'V-2', section: 'E-7:', text: 'Andere Worte' }],
    [
      '3 nach',
      { takes: agendaMove.takes.slice(1, 2).concat({ name: 'text', kind: 'text' }) },
      { item: '3', text: 'nach' },
    ],
    ['TOP 3 1', agendaMove, { item: '3', position: '1' }],
    ['S-1 nr. 2, 5.', agendaMove, { meeting: 'S-1', item: '2', position: '5' }],
  ])('%s', (text, of, expected) => {
    expect(fields(text, of)).toEqual(expected);
  });

  test.each(['U-1 2 ort: Raum 114', 'U-1 2, Ort : Raum 114;', 'U-1 2\nRAUM: Raum 114', 'U-1 2 room:Raum 114'])(
    'a named argument, however it is set apart: %s',
    (text) => {
      expect(fields(text, meetingFix)).toEqual({ poll: 'U-1', option: '2', room: 'Raum 114' });
    },
  );
  test('a name takes all that follows it, so that in front of everything it leaves nothing', () => {
    expect(apart('ort: Raum 114, U-1', meetingFix)).toEqual({
      fields: { room: 'Raum 114, U-1' },
      faults: { poll: { is: 'missing' } },
    });
  });
  test('several names, in any order, each to where the next begins', () => {
    const both = { poll: 'U-1', option: '2', room: 'Raum 114', link: 'https://video.example.org/x?a=1' };
    expect(fields('U-1 2 ort: Raum 114, video: https://video.example.org/x?a=1', meetingFix)).toEqual(both);
    expect(fields('U-1 2 video: https://video.example.org/x?a=1 ort: Raum 114', meetingFix)).toEqual(both);
  });
  test('a number behind a name is read as people write it', () => {
    expect(fields('Arbeit Liste machen zu: e 7, bis: 1.8.', assign)).toEqual({
      group: 'org:arbeit',
      text: 'Liste machen',
      outcome: 'E-7',
      until: '1.8.',
    });
  });
  test('a word with a colon that is no name stays what it is', () => {
    expect(fields('E-7 Wir sagen: ja, um 14:30 in Wortort: hier', decide)).toEqual({
      outcome: 'E-7',
      text: 'Wir sagen: ja, um 14:30 in Wortort: hier',
    });
  });
  test('a name with nothing behind it is empty, and that is refused later, not forgotten', () => {
    expect(fields('S-1 grund:', meetingCancel)).toEqual({ meeting: 'S-1', reason: '' });
  });

  test.each([
    ['Mo 22.6., Di 23.6. verdeckt', { options: 'Mo 22.6., Di 23.6.', hidden: 'yes' }],
    ['Mo 22.6., Di 23.6., erweiterbar, verdeckt', { options: 'Mo 22.6., Di 23.6.', hidden: 'yes', extensible: 'yes' }],
    ['Mo 22.6., Di 23.6. (Geheim)', { options: 'Mo 22.6., Di 23.6.', hidden: 'yes' }],
    ['Mo 22.6., Di 23.6. verdeckt bis: Freitag', { options: 'Mo 22.6., Di 23.6.', hidden: 'yes', until: 'Freitag' }],
    [
      'Arbeit Mo 22.6., Di 23.6. hidden extensible',
      { organization: 'org:arbeit', options: 'Mo 22.6., Di 23.6.', hidden: 'yes', extensible: 'yes' },
    ],
  ])('flags stand at the end: %s', (text, expected) => {
    expect(fields(text, pollOpen)).toEqual(expected);
  });
  test.each([
    ['Personalie nichtöffentlich', { title: 'Personalie', 'non-public': 'yes' }],
    ['Personalie (nicht öffentlich)', { title: 'Personalie', 'non-public': 'yes' }],
    ['Personalie, Nicht-Öffentlich', { title: 'Personalie', 'non-public': 'yes' }],
    ['Personalie; NON-PUBLIC', { title: 'Personalie', 'non-public': 'yes' }],
    ['S-4 Haushalt', { meeting: 'S-4', title: 'Haushalt' }],
    ['Was ist nichtöffentlich daran', { title: 'Was ist nichtöffentlich daran' }],
    ['Der Ausdruck Unnichtöffentlich', { title: 'Der Ausdruck Unnichtöffentlich' }],
  ])('what is not public says so at the end: %s', (text, expected) => {
    expect(fields(text, agendaAdd)).toEqual(expected);
  });
});

describe('names of groups and people', () => {
  test.each([
    ['Arbeit Liste machen', 'org:arbeit', 'Liste machen'],
    ['arbeit: Liste machen', 'org:arbeit', 'Liste machen'],
    ['Arbeit und Jugend Liste machen', 'org:arbeit-jugend', 'Liste machen'],
    ['ARBEIT UND JUGEND, Liste machen', 'org:arbeit-jugend', 'Liste machen'],
    ['Arbeit und Liste', 'org:arbeit', 'und Liste'],
    ['AK AJ Liste machen', 'org:arbeit-jugend', 'Liste machen'],
    ['ak a Liste machen', 'org:arbeit', 'Liste machen'],
    ['arbeit-jugend Liste machen', 'org:arbeit-jugend', 'Liste machen'],
    ['ämter & übersetzung (süd) Liste machen', 'org:aemter', 'Liste machen'],
    ['ÄMÜ Liste machen', 'org:aemter', 'Liste machen'],
    ['aemter Liste machen', 'org:aemter', 'Liste machen'],
  ])('the longest that fits: %s', (text, id, rest) => {
    expect(fields(text, assign)).toEqual({ group: id, text: rest });
  });
  test.each(['Arbeiten verteilen', 'Arbeitsamt fragen', 'AK Ämter', 'Arbeit2 x'])(
    'only as a whole word: %s',
    (text) => {
      expect(apart(text, assign).faults).toEqual({ group: { is: 'malformed', text: text.split(' ')[0] } });
    },
  );
  test.each([
    ['F-1 Ada Amann', 'P-1'],
    ['F-1 ada amann', 'P-1'],
    ['F-1 Ada Amann-Öz', 'P-2'],
    ['F-1 P-2', 'P-2'],
    ['F-1 Amann', 'P-1'],
    ['F-1 Frau Amann-Öz', 'P-2'],
    ['F-1 İbrahim Yılmaz', 'P-3'],
    ['F-1 Herr Yılmaz.', 'P-3'],
  ])('%s', (text, person) => {
    expect(fields(text, deadlineDelegate)).toEqual({ deadline: 'F-1', person });
  });
});

describe('what is missing or wrong', () => {
  test.each<readonly [string, { takes: readonly Argument[] }, object, object]>([
    ['', vote, {}, { poll: { is: 'missing' } }],
    ['U-1', vote, { poll: 'U-1' }, { marks: { is: 'missing' } }],
    ['E-1 ja', vote, {}, { poll: { is: 'malformed', text: 'E-1' } }],
    ['morgen 1 ja', vote, {}, { poll: { is: 'malformed', text: 'morgen' } }],
    ['U-1234567890 1', vote, {}, { poll: { is: 'malformed', text: 'U-1234567890' } }],
    [
      'U-1 2 und noch etwas',
      meetingFix,
      { poll: 'U-1', option: '2' },
      { option: { is: 'malformed', text: 'und noch etwas' } },
    ],
    ['U-1 12345', meetingFix, { poll: 'U-1' }, { option: { is: 'malformed', text: '12345' } }],
    ['F-1 Ada', deadlineDelegate, { deadline: 'F-1' }, { person: { is: 'malformed', text: 'Ada' } }],
    ['F-1 Frau Niemand', deadlineDelegate, { deadline: 'F-1' }, { person: { is: 'malformed', text: 'Frau Niemand' } }],
    ['Frau Niemand slack niemand', accountLink, {}, { person: { is: 'malformed', text: 'Frau Niemand' } }],
    ['1', agendaMove, { item: '1' }, { position: { is: 'missing' } }],
    ['verdeckt', pollOpen, { hidden: 'yes' }, { options: { is: 'missing' } }],
  ])('%j', (text, of, found, faults) => {
    expect(apart(text, of)).toEqual({ fields: found, faults });
  });
});

describe('hostile words', () => {
  const commands = { vote, decide, assign, pollOpen, meetingFix, agendaAdd, agendaMove, deadlineDelegate, paperEdit };
  test('whatever is typed, it answers, and nothing comes out that was not typed', () => {
    const piece = fc.constantFrom(
      'U-1',
      'E-7',
      'bis:',
      'ort :',
      'verdeckt',
      'Arbeit',
      'und',
      'Ada Amann',
      '(',
      ')',
      '[a-z]+',
      '$&',
      '\\',
      '.*',
      '^',
      '|',
      ' ',
      '\n',
      ',',
      ';',
      ':',
      '12',
      'ü',
      '🏠',
      '\u202e',
      '<!channel>',
      "'; --",
    );
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(piece, { maxLength: 14 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...Object.values(commands)), (given, of) => {
        const { fields: found, faults } = apart(given, of);
        const names = of.takes.map(({ name }) => name);
        for (const [name, value] of Object.entries(found)) {
          expect(names).toContain(name);
          const kind = of.takes.find((each) => each.name === name)?.kind;
          if (kind === 'text' || kind === 'word') expect(given).toContain(value);
        }
        for (const fault of Object.values(faults)) if (fault.is === 'malformed') expect(given).toContain(fault.text);
      }),
      { numRuns: 600 },
    );
  });
  test.each([
    ['spaces', `x${' '.repeat(9_998)}x`],
    ['commas', `${','.repeat(9_999)}x`],
    ['colons', `bis${':'.repeat(9_997)}`],
    ['brackets', '('.repeat(10_000)],
    ['names', 'bis: '.repeat(2_000)],
    ['almost names', 'nächster '.repeat(1_100)],
    ['flags', 'verdeckt '.repeat(1_100)],
    ['groups', 'Arbeit und '.repeat(900)],
    ['digits', '1'.repeat(10_000)],
    ['numbers', 'U-1 '.repeat(2_500)],
    ['signs', '-+'.repeat(5_000)],
  ])('ten thousand characters of %s stay fast', (_, text) => {
    const begun = performance.now();
    for (const of of [pollOpen, assign, deadlineDelegate]) apart(text, of);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('what is easily misread', () => {
  test('a flag stands at the end, also behind a named argument', () => {
    expect(fields('Mo 22.6., Di 23.6. bis: Freitag verdeckt', pollOpen)).toEqual({
      options: 'Mo 22.6., Di 23.6.',
      until: 'Freitag',
      hidden: 'yes',
    });
  });
  test.each([
    'Personalie nichtöffentlich.',
    'Personalie – nichtöffentlich!',
    'Personalie [nichtöffentlich]',
    'Personalie (nichtöffentlich).',
    'Personalie nichtoeffentlich',
    'Personalie nicht  öffentlich',
    'Personalie nicht\u00a0öffentlich',
    'Personalie nichto\u0308ffentlich',
  ])('what is not public says so at the end, however it is written: %s', (text) => {
    expect(apart(text, agendaAdd).fields['non-public']).toBe('yes');
  });
  test('"Herr Mann" is not Ada Amann', () => {
    expect(apart('F-1 Herr Mann', deadlineDelegate).fields.person).toBeUndefined();
  });
  test('a group whose small letters are longer is found', () => {
    const organizations = [organization('org:x', 'working-group', [], { name: 'İş Grubu', short: 'İş' })];
    expect(takeApart('İş Grubu Liste', assign.takes, spellings, { ...known, organizations }).fields.group).toBe(
      'org:x',
    );
  });
});
