import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codes } from '../src/codes.ts';

const { make, read } = codes('key');

describe('a code', () => {
  test('is short, and read back however it is typed', () => {
    const code = make('body:a', 'L-12');
    expect(code).toMatch(/^12-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ' '),
      ` ${code.replaceAll('-', '')} `.replace('12', '12-'),
    ])
      expect(read('body:a', typed), typed).toBe('L-12');
  });
  test('stands for one access of one body, and for nothing with another key', () => {
    const code = make('body:a', 'L-12');
    expect(read('body:b', code)).toBeUndefined();
    expect(read('body:a', code.replace('12', '13'))).toBeUndefined();
    expect(codes('other').read('body:a', code)).toBeUndefined();
    expect(make('body:b', 'L-12')).not.toBe(code);
  });
  test('is not guessed, and other words are none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,3}-[A-Z2-9]{4}-[A-Z2-9]{4}$/)), (words) => {
        expect(read('body:a', words)).toBeUndefined();
      }),
    );
  });
});
