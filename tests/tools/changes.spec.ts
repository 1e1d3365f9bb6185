import { expect, test } from 'vitest';
import { changesIn } from '../../src/tools/tour/changes.ts';

test.each([
  ['nothing', 'a\nb', 'a\nb', [], []],
  [
    'a count',
    'Titel\n1 Person hat abgestimmt.',
    'Titel\n12 Personen haben abgestimmt.',
    ['12 Personen haben abgestimmt.'],
    [],
  ],
  ['other buttons', 'Stand\n   [ja | nein]', 'Stand\n   [Rückgängig]', ['   [Rückgängig]'], []],
  [
    'buttons that went',
    'E-1 Ziel: offen\n   [ja]\nE-2 Ziel: offen\n   [ja]',
    'E-1 Ziel: zu\nE-2 Ziel: zu',
    ['E-1 Ziel: zu', 'E-2 Ziel: zu'],
    ['   [ja]', '   [ja]'],
  ],
  ['a line that went', '- E-1: Wohnen\n- E-2: Arbeit', '- E-1: Wohnen', [], ['- E-2: Arbeit']],
  ['a line of two alike', 'x\nx', 'x', [], ['x']],
] as const)('of an edit it is told what changed: %s', (_, before, after, now, gone) => {
  expect(changesIn(before, after)).toEqual({ now, gone });
});
