import { describe, expect, test } from 'vitest';
import { roomPolls } from '../../src/core/commands/room-polls.ts';
import { asks, codeOf, homeOf, housing, saved } from './given.ts';

describe('what a platform lacks', () => {
  const own = { format: 'own' } as const;

  test('is refused there: polls of its own', () => {
    expect(codeOf(roomPolls.decide(homeOf(housing), own, asks('P-1', ['chair'])))).toBe('not-on-this-platform');
  });
  test('is there where the platform has it', () => {
    const decision = roomPolls.decide(homeOf(housing), own, { ...asks('P-1', ['chair']), can: ['own-polls'] });
    expect(saved(decision, 'place')).toMatchObject([{ polls: 'own' }]);
  });
  test('may be turned off anywhere', () => {
    expect(codeOf(roomPolls.decide(homeOf(housing), { format: 'lines' }, asks('P-1', ['chair'])))).toBe('ok');
  });
});
