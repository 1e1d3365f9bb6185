import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { label, people, words } from '../../src/core/dialogs/read.ts';
import { reviewRead } from '../../src/core/dialogs/review.ts';
import { yesNo } from '../../src/core/model/dialog.ts';
import type { Person } from '../../src/core/model/organization.ts';
import { no, ok } from '../../src/core/model/result.ts';

const known: readonly Person[] = [
  { id: 'P-1', name: 'Ada Amann', language: 'de' },
  { id: 'P-2', name: 'Ben Braun', language: 'de' },
  { id: 'P-3', name: 'Clara Braun', language: 'de' },
  { id: 'P-4', name: 'Dr. Maria von der Heide', language: 'de' },
  { id: 'P-5', name: 'Ömer Öztürk', language: 'de' },
  { id: 'P-6', name: 'Ada Vogt-Meier', language: 'en' },
];
const there = ['P-1', 'P-2'] as const;
const read = people(there, known);
const unreadable = no({ code: 'unreadable', wanted: 'people' });
const unknown = (...names: string[]) => no({ code: 'unknown-names', names });

describe('who was there', () => {
  test.each(['stimmt', 'Ja', 'passt!', 'OK.', 'yes', 'correct'])('"%s": those who were expected', (said) => {
    expect(read(said)).toEqual(ok(there));
  });
  test.each([
    ['+ Frau Heide', ['P-1', 'P-2', 'P-4']],
    ['+Öztürk, - Herr Ben Braun', ['P-1', 'P-5']],
    ['− Ben Braun; + Clara Braun', ['P-1', 'P-3']],
    ['– Ada Amann', ['P-2']],
    ['+ Ada Amann', ['P-1', 'P-2']],
    ['- Clara Braun', ['P-1', 'P-2']],
    ['- Ada Amann, - Ben Braun', []],
    ['+ Dr. Heide und + Öztürk', ['P-1', 'P-2', 'P-4', 'P-5']],
    ['+ Heide\n- Amann', ['P-2', 'P-4']],
  ])('"%s" corrects what was expected', (said, expected) => {
    expect(read(said)).toEqual(ok(expected));
  });
  test.each([
    ['Ada Amann, Clara Braun', ['P-1', 'P-3']],
    ['herr öztürk und frau heide', ['P-5', 'P-4']],
    ['Mrs. Vogt-Meier and Mr Öztürk', ['P-6', 'P-5']],
    ['Clara Braun, clara braun', ['P-3']],
    ['Clara', ['P-3']],
  ])('"%s" names all', (said, expected) => {
    expect(read(said)).toEqual(ok(expected));
  });
  test.each([
    ['a last name that two have', '+ Herr Braun', unknown('Herr Braun')],
    ['a first name that two have', 'Ada', unknown('Ada')],
    ['somebody unknown', '+ Frau Unbekannt', unknown('Frau Unbekannt')],
    ['somebody unknown among others', 'Ada Amann, Frau Unbekannt', unknown('Frau Unbekannt')],
    ['a title and no name', '+ Frau', unknown('Frau')],
    ['signs and no name', '+, -', unreadable],
    ['nothing', '   ', unreadable],
    ['what merely looks like a pattern', '.*', unknown('.*')],
    ['an open bracket', '(Braun', unknown('(Braun')],
  ])('%s is refused, not guessed: "%s"', (_, said, expected) => {
    expect(read(said)).toEqual(expected);
  });

  test('whoever is named in full is found, whatever else is said; nobody is listed twice', () => {
    const some = fc.subarray([...known], { minLength: 1 });
    fc.assert(
      fc.property(some, fc.constantFrom(', ', '; ', '\n', ' und ', ' and '), (those, between) => {
        expect(read(those.map(({ name }) => name).join(between))).toEqual(ok(those.map(({ id }) => id)));
        const added = read(those.map(({ name }) => `+ ${name}`).join(between));
        expect(added).toEqual(ok([...new Set([...there, ...those.map(({ id }) => id)])]));
        const gone = read(those.map(({ name }) => `- ${name}`).join(between));
        expect(gone).toEqual(ok(there.filter((each) => !those.some(({ id }) => id === each))));
      }),
    );
  });
  test('whatever is typed, only known people come out', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (said) => {
        const found = read(said);
        if (found.ok) for (const id of found.value as string[]) expect(known.map((each) => each.id)).toContain(id);
        else expect(['unreadable', 'unknown-names']).toContain(found.error.code);
      }),
    );
  });
  test('whom one does not know is named, and nobody else', () => {
    expect(read('Ada Amann, Lea Lang, + Max Mustermann')).toEqual(unknown('Lea Lang', 'Max Mustermann'));
  });
  test('a whole name goes before a part of one', () => {
    const cher: readonly Person[] = [...known, { id: 'P-7', name: 'Braun', language: 'de' }];
    expect(people([], cher)('Braun')).toEqual(ok(['P-7']));
    expect(people([], known)('Braun')).toEqual(unknown('Braun'));
  });
});

describe('what is easily misread', () => {
  test('the end of a name is not the name: "+ Herr Bert" is not Tom Neubert', () => {
    expect(people([], [{ id: 'P-8', name: 'Tom Neubert', language: 'de' }])('+ Herr Bert')).toEqual(
      unknown('Herr Bert'),
    );
  });
});

describe('the other answers', () => {
  test.each([
    ['öffentlich', 'public'],
    [' Öffentlich ', 'public'],
    ['public', 'public'],
    ['nicht öffentlich', 'non-public'],
    ['nichtöffentlich', 'non-public'],
    ['nicht-öffentlich', 'non-public'],
    ['Non-public', 'non-public'],
  ])('"%s" is %s', (said, expected) => {
    expect(label(said)).toEqual(ok(expected));
  });
  test.each(['', 'vielleicht öffentlich', 'öffentlich?', 'nein', 'nicht'])('"%s" says not who may see it', (said) => {
    expect(label(said)).toEqual(no({ code: 'unreadable', wanted: 'label' }));
  });
  test.each(['ja', 'J', 'Ja!', 'gerne', 'yes', 'y.'])('"%s" is a yes', (said) => expect(yesNo(said)).toEqual(ok(true)));
  test.each(['nein', 'nö', 'Keine.', 'no', 'N'])('"%s" is a no', (said) => expect(yesNo(said)).toEqual(ok(false)));
  test.each(['', 'vielleicht', 'ja nein', 'janein'])('"%s" is neither', (said) => {
    expect(yesNo(said)).toEqual(no({ code: 'unreadable', wanted: 'yes-no' }));
  });
  test.each(['ja', 'Einreichen', 'fertig!', 'stimmt.', 'submit'])('"%s" ends the review', (said) => {
    expect(reviewRead(said)).toEqual(ok(true));
  });
  test.each(['nein', 'später', 'noch nicht', ''])('"%s" does not', (said) => expect(reviewRead(said).ok).toBe(false));
  test('words are kept as they are, but neither none nor too many', () => {
    expect(words('  <b>Zwölf</b> 🏠 שלום \n')).toEqual(ok('<b>Zwölf</b> 🏠 שלום'));
    expect(words(' \n ')).toEqual(no({ code: 'unreadable', wanted: 'text' }));
    expect(words('x'.repeat(4_001))).toEqual(no({ code: 'too-long', most: 4_000, is: 4_001 }));
    expect(words('x'.repeat(4_000)).ok).toBe(true);
  });
});
