import { expect, onTestFinished, test } from 'vitest';
import type { Client } from '../../src/bots/matrix/client.ts';
import { type Happened, sync } from '../../src/bots/matrix/sync.ts';
import type { Json } from '../../src/core/model/result.ts';
import { until } from '../support/matrix-world.ts';

const ROOMS = 10_000;
const event = (n: number, type: string, content: object) => ({
  type,
  event_id: `$${n}`,
  sender: '@ada:hs.test',
  content,
});

test('what ten thousand rooms say that means nothing to us is counted, and reaches nobody', async () => {
  const strange = Array.from({ length: 10 }, (_, n) => event(n, `org.example.${n}`, { nothing: { to: ['see'] } }));
  const wrong = [null, 5, 'x', { type: 7 }, event(11, 'm.room.message', [])];
  const message = event(12, 'm.room.message', { msgtype: 'm.text', body: '!ak hilfe' });
  const join = Object.fromEntries(
    Array.from({ length: ROOMS }, (_, n) => {
      const events = [...strange, ...wrong, ...(n === 7_777 ? [message] : [])];
      return [`!${n}:hs.test`, { timeline: { events, limited: false } }];
    }),
  );
  let asked = 0;
  const ask = async (): Promise<unknown> => {
    asked += 1;
    return asked === 1 ? { next_batch: 's2', rooms: { join } } : new Promise(() => {});
  };
  const kept = new Map<string, Json>([['since', 's1']]);
  const notes: unknown[] = [];
  const heard: Happened[] = [];
  const begun = performance.now();
  const { stop } = sync({
    client: { ask } as Pick<Client, 'ask'> as Client,
    shelf: {
      read: async (prefix) => Object.fromEntries([...kept].filter(([key]) => key.startsWith(prefix))),
      async write(changes) {
        for (const [key, value] of Object.entries(changes)) kept.set(key, value);
        return 'done';
      },
    },
    log: { bug: (cause, error) => void notes.push(cause, error), note: (what, about) => void notes.push(what, about) },
    later: () => () => {},
    connection: 'matrix',
    begin: async () => ({
      me: '@lotse:hs.test',
      room: async (_, happened) => void heard.push(happened),
      noticed: async () => {},
      left: async () => {},
      missed: async () => {},
      begun: async () => {},
      toKeep: () => ({}),
      kept: () => {},
    }),
    deaf: () => {},
    revoked: async () => {},
  });
  onTestFinished(stop);
  await until(() => asked === 2, 'going on');
  expect(performance.now() - begun).toBeLessThan(30_000);
  expect(kept.get('since')).toBe('s2');
  expect(heard.flatMap(({ events }) => events)).toEqual([message]);
  expect(notes).toEqual(['events that mean nothing to us', { connection: 'matrix', dropped: ROOMS * 15 }]);
});
