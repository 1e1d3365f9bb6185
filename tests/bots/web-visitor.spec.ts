import { describe, expect, test } from 'vitest';
import { pathOf, roomAt } from '../../src/bots/web/visitor.ts';
import type { Room } from '../../src/core/ports.ts';

const body = 'body:test';
const zone = 'Europe/Berlin';
const wohnen: Room = { body, zone, spot: { connection: 'web', room: `${body}/org:wohnen & mehr` } };

describe('a room is found', () => {
  test.each([
    ['by its name in an address, as a page sends it back', pathOf(wohnen.spot.room, body)],
    ['by its name in an address, as it is read from there', 'org:wohnen & mehr'],
    ['by its whole name', wohnen.spot.room],
  ])('%s', (_, path) => {
    expect(roomAt([wohnen], path)).toBe(wohnen);
  });

  test('by no other name', () => {
    expect(roomAt([wohnen], 'org:wohnen')).toBeUndefined();
    expect(roomAt([wohnen], 'body:other/org:wohnen & mehr')).toBeUndefined();
  });
});
