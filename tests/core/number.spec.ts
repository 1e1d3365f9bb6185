import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arg } from '../../src/core/commands/arguments.ts';
import { numbered, readNumber } from '../../src/core/model/number.ts';

const letters = ['U', 'S', 'E', 'A', 'V', 'F', 'D'] as const;
describe('numbers that people say', () => {
  test.each(['S-12', 's-12', 'S12', 'S 12', '#S-12', ' S-12 ', 'S–12', 'S-0012', 'S-0000000012'])(
    '"%s" is S-12',
    (text) => {
      expect(readNumber('S', text)).toBe('S-12');
    },
  );
  test.each([
    '',
    'S',
    'S-',
    '12',
    'E-12',
    'S--12',
    'S-12a',
    'S-1.2',
    'S-1234567890',
    'S-12 S-13',
    'S-１２',
    'xS-12',
    '##S-12',
  ])('"%s" is none', (text) => {
    expect(readNumber('S', text)).toBeUndefined();
  });
  test('what we write, we read again, and under no other letter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...letters), fc.integer({ min: 1, max: 999_999_999 }), (letter, n) => {
        const id = numbered(letter, n);
        for (const other of letters) expect(readNumber(other, id)).toBe(other === letter ? id : undefined);
        expect(readNumber(letter, id.toLowerCase().replace('-', ' '))).toBe(id);
      }),
    );
  });
});

describe('what an argument has to be', () => {
  test.each<readonly [keyof typeof arg, unknown, boolean]>([
    ['poll', 'U-1', true],
    ['poll', 'U-1.5', false],
    ['poll', 'E-1', false],
    ['organization', 'org:wohnen', true],
    ['organization', 'wohnen', false],
    ['person', 'P-1', true],
    ['person', 'P-', false],
    ['number', '0', false],
    ['number', '1', true],
    ['number', '9999', true],
    ['number', '10000', false],
    ['number', '1e3x', false],
    ['text', '  ', false],
    ['text', 'x'.repeat(4_000), true],
    ['text', 'x'.repeat(4_001), false],
    ['line', 'x'.repeat(301), false],
    ['link', 'https://video.example.org/1', true],
    ['link', 'javascript:alert(1)', false],
    ['link', 'file:///etc/passwd', false],
    ['link', 'https://', false],
    ['flag', undefined, true],
    ['flag', 'yes', true],
    ['flag', 'no', false],
  ])('%s: %j is taken: %s', (name, given, taken) => {
    const schema = arg[name];
    if (!('safeParse' in schema)) throw new Error(name);
    expect(schema.safeParse(given).success).toBe(taken);
  });
  test('one of several words, however it is written, and none that an object merely happens to have', () => {
    const schema = arg.oneOf(new Map([['ja', 'yes']]));
    for (const said of ['ja', ' Ja! ', 'JA.', 'ja,']) expect(schema.safeParse(said).data).toBe('yes');
    for (const said of ['jaja', '', 'constructor', '__proto__']) expect(schema.safeParse(said).success).toBe(false);
  });
});
