import { expect, test } from 'vitest';
import { type Client, Lost } from '../../src/bots/matrix/client.ts';
import { invitations } from '../../src/bots/matrix/invites.ts';
import type { Json } from '../../src/core/model/result.ts';
import type { Shelf, Timer } from '../../src/core/ports.ts';
import { until } from '../support/matrix-world.ts';

const given = (join: (room: string) => void, later: Timer) => {
  const kept = new Map<string, Json>([['invitations', true]]);
  const shelf: Shelf = {
    read: async (prefix) => Object.fromEntries([...kept].filter(([key]) => key.startsWith(prefix))),
    async write(changes) {
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) kept.delete(key);
        else kept.set(key, value);
      }
      return 'done';
    },
  };
  const post = async (path: string): Promise<unknown> => {
    join(decodeURIComponent(path.replace('join/', '')));
    return {};
  };
  const inviting = invitations({
    client: { post } as Pick<Client, 'post'> as Client,
    shelf,
    later,
    connection: 'matrix',
    me: '@lotse:hs.test',
    inviters: ['*:hs.test'],
    chats: { keep: async () => {}, expect: async () => {}, with: async () => '!chat:hs.test' },
    log: { bug: (cause, error) => console.error(cause, error), note: () => {} },
  });
  const come = async (room: string): Promise<void> => {
    const row = { [`invited/${room}`]: { by: '@ada:hs.test', isDirect: false, isEncrypted: false } };
    await shelf.write(row);
    inviting.take(row);
  };
  return { inviting, come, kept };
};

test('an invitation is answered however long that takes, ever more rarely', async () => {
  const rests: number[] = [];
  let failures = 40;
  const joined: string[] = [];
  const { come, kept } = given(
    (room) => {
      failures -= 1;
      if (failures >= 0) throw new Lost('nobody there');
      joined.push(room);
    },
    (ms, then) => {
      rests.push(ms);
      const timer = setImmediate(then);
      return () => clearImmediate(timer);
    },
  );
  await come('!slow:hs.test');
  await until(() => joined.length > 0, 'coming', 2_000);
  expect(rests).toHaveLength(40);
  expect(rests.toSorted((a, b) => a - b)).toEqual(rests);
  expect(rests.at(-1)).toBe(600_000);
  await until(() => kept.size === 1, 'forgetting');
});

test('one that comes while another has to wait does not wait with it', async () => {
  const joined: string[] = [];
  const { come, inviting } = given(
    (room) => {
      if (room === '!slow:hs.test') throw new Lost('nobody there');
      joined.push(room);
    },
    () => () => {}, // no rest ends by itself
  );
  await come('!slow:hs.test');
  await come('!quick:hs.test'); // while the first is being tried
  await until(() => joined.length === 1, 'coming', 2_000);
  await new Promise(setImmediate);
  await come('!later:hs.test'); // while it waits
  await until(() => joined.length === 2, 'coming', 2_000);
  inviting.stop();
});
