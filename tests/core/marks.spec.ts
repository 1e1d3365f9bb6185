import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMarks } from '../../src/core/commands/marks.ts';
import { partsOf } from '../../src/core/commands/vote.ts';
import { type Availability, availabilities } from '../../src/core/model/poll.ts';
import { codeOf } from './given.ts';

const [yes, maybe, not] = availabilities;
const read = (text: string) => {
  const marks = readMarks(partsOf(text));
  return marks.ok ? marks.value.map(({ option, fits }) => [option, fits]) : marks.error.code;
};

describe('what people write under a poll', () => {
  const among = (text: string) => {
    const marks = readMarks(partsOf(text), [1, 2, 4]);
    return marks.ok ? marks.value.map(({ option, fits }) => `${option}:${fits}`).toSorted() : marks.error.code;
  };
  test.each([
    ['alle ja', ['1:yes', '2:yes', '4:yes']],
    ['Alle nein!', ['1:no', '2:no', '4:no']],
    ['all yes', ['1:yes', '2:yes', '4:yes']],
    ['all: maybe', ['1:if-need-be', '2:if-need-be', '4:if-need-be']],
    ['Alle passen', ['1:yes', '2:yes', '4:yes']],
    ['alle Termine gehen nicht', ['1:no', '2:no', '4:no']],
    ['alle ja, 2 nein', ['1:yes', '2:no', '4:yes']],
    ['1 vielleicht, alle nein', ['1:if-need-be', '2:no', '4:no']],
    ['alle', 'unreadable-marks'],
    ['alle zusammen', 'unreadable-marks'],
    ['alle ja, alle nein', 'unreadable-marks'],
    ['allein ja', 'unreadable-marks'],
  ])('"%s" is said of all that are not named', (text, expected) => expect(among(text)).toEqual(expected));
  test.each<readonly [string, readonly (readonly [number, Availability])[]]>([
    ['1', [[1, yes]]],
    ['2!', [[2, yes]]],
    ['1 ja', [[1, yes]]],
    ['1 Ja.', [[1, yes]]],
    ['1:yes', [[1, yes]]],
    ['1 = ja', [[1, yes]]],
    ['#1 ja', [[1, yes]]],
    ['Option 3 passt', [[3, yes]]],
    ['Nr. 2 nein', [[2, not]]],
    ['no 2 no', [[2, not]]],
    ['1) ja', [[1, yes]]],
    ['1. ja', [[1, yes]]],
    ['1 – nein', [[1, not]]],
    ['1: geht nicht', [[1, not]]],
    ['1 zur Not', [[1, maybe]]],
    ['2?', [[2, maybe]]],
    ['2 if-need-be', [[2, maybe]]],
    ['3 ✅', [[3, yes]]],
    ['3👍', [[3, yes]]],
    ['3 ❌', [[3, not]]],
    ['4+', [[4, yes]]],
    [
      '1 ja, 2 vielleicht',
      [
        [1, yes],
        [2, maybe],
      ],
    ],
    [
      '1 ja; 2 nein\n3 evtl.',
      [
        [1, yes],
        [2, not],
        [3, maybe],
      ],
    ],
    [
      '1 ja und 2 nein',
      [
        [1, yes],
        [2, not],
      ],
    ],
    [
      '1 yes and 3 maybe',
      [
        [1, yes],
        [3, maybe],
      ],
    ],
    [
      '1-3 ja',
      [
        [1, yes],
        [2, yes],
        [3, yes],
      ],
    ],
    [
      '1–3',
      [
        [1, yes],
        [2, yes],
        [3, yes],
      ],
    ],
    [
      '1 3 ja',
      [
        [1, yes],
        [3, yes],
      ],
    ],
    [
      '1 + 3 ja',
      [
        [1, yes],
        [3, yes],
      ],
    ],
    [
      '1/3 nein',
      [
        [1, not],
        [3, not],
      ],
    ],
    [
      '1, 3',
      [
        [1, yes],
        [3, yes],
      ],
    ],
    [
      '1 nein 2 nein',
      [
        [1, not],
        [2, not],
      ],
    ],
    [
      '1 ja 2 nein 3 vielleicht',
      [
        [1, yes],
        [2, not],
        [3, maybe],
      ],
    ],
    [
      '1 geht nicht Option 2 geht',
      [
        [1, not],
        [2, yes],
      ],
    ],
    [
      '1-2 ja #3 zur Not, 4 ❌ 5 ✅',
      [
        [1, yes],
        [2, yes],
        [3, maybe],
        [4, not],
        [5, yes],
      ],
    ],
    [
      '1 no 2 yes',
      [
        [1, not],
        [2, yes],
      ],
    ],
    ['0 ja', [[0, yes]]],
    ['100 nein', [[100, not]]],
  ])('%j', (text, marks) => {
    expect(read(text)).toEqual(marks);
  });

  test.each([
    'ja',
    'vielleicht',
    '👍',
    '1 jein',
    '1 nein 2',
    'no 1 no 2',
    '1 ja 2 Personen',
    '1 ja 14 Uhr',
    'ja 1 nein 2',
    '1 ja, dann sehen wir weiter',
    '14 Uhr passt mir',
    '-1 ja',
    '3-1 ja',
    '1-900 ja',
    '2 Personen kommen später',
    '<b>1</b> ja',
    '1 <!channel>',
    '1 @room',
    "1'; DROP TABLE poll; --",
    '\u202e1 ja',
    '١ ja',
    '1 __proto__',
    '1 toString',
  ])('%j is no vote', (text) => {
    expect(read(text)).toBe('unreadable-marks');
  });

  test('nothing said gives no marks, and leaves it to the vote to say so', () => {
    expect(read('')).toEqual([]);
    expect(read(' , ;\n')).toEqual([]);
  });

  test('a button and a person mean the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.constantFrom(...availabilities), (option, fits) => {
        expect(readMarks([`${option}:${fits}`])).toEqual({ ok: true, value: [{ option, fits }] });
        expect(readMarks([`  ${option}  ${fits}!  `])).toEqual({ ok: true, value: [{ option, fits }] });
      }),
    );
  });

  test('a thousand numbers are read one by one', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `${(i % 100) + 1} ja`).join(', ');
    expect(read(many)).toHaveLength(1000);
    const together = Array.from({ length: 1000 }, (_, i) => `${(i % 100) + 1}`).join(' ');
    expect(read(together)).toHaveLength(1000);
  });

  test('whatever is written, it answers, and every mark was written', () => {
    const piece = fc.constantFrom(
      '1',
      '2',
      '12',
      ' ',
      ',',
      '-',
      '–',
      'ja',
      'nein',
      '?',
      ':',
      '.',
      'option',
      '#',
      '✅',
      'x',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const marks = readMarks(partsOf(given));
        if (!marks.ok) expect(codeOf(marks)).toBe('unreadable-marks');
        else
          for (const { option, fits } of marks.value) {
            expect(Number.isInteger(option)).toBe(true);
            expect(availabilities).toContain(fits);
          }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is easily misread', () => {
  test.each([
    ['a long number', `${'1'.repeat(26)}a1`],
    ['a wide gap', `1${' '.repeat(120)}a1`],
  ])('%s below a poll is no vote, and costs no time', (_, text) => {
    const begun = performance.now();
    expect(readMarks([text]).ok).toBe(false);
    expect(performance.now() - begun).toBeLessThan(50);
  });
  test.each(['1 -', '1-', '2 –'])('"%s" is a no', (text) => {
    const marks = readMarks([text]);
    expect(marks.ok && marks.value.map(({ fits }) => fits)).toEqual(['no']);
  });
  test.each(['1000 ja', '1001 ja', '2026'])('"%s" is no vote on other options', (text) => {
    expect(read(text)).toBe('unreadable-marks');
  });
  test.each(['1 3-1 ja', '2 1-900 ja'])('of "%s" not only the half is counted', (text) => {
    expect(read(text)).toBe('unreadable-marks');
  });
});
