import { expect, test } from 'vitest';
import { clean, oneLine, squared } from '../../src/documents/text.ts';

test('control characters and half characters go, line breaks are of one kind', () => {
  expect(clean('a\u0000b\u001bc\ufffed\r\ne\rf\u2028g\th\u202ei')).toBe('abcd\ne\nf\ng hi');
  expect(clean('a\ud800b\udc00 😀')).toBe('a\ufffdb\ufffd 😀');
  expect(oneLine(' a \n\n b\n')).toBe('a b');
});

test('a table has no holes', () => {
  expect(squared(['a'], [['b', 'c'], []])).toEqual({
    width: 2,
    head: ['a', ''],
    rows: [
      ['b', 'c'],
      ['', ''],
    ],
  });
});
