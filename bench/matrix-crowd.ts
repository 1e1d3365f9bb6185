import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { homeserver } from '../tests/support/homeserver.ts';
import { personOn } from '../tests/support/matrix-people.ts';

/** What the thread is begun with, what it says once all are in their rooms, what is asked of it and what it answers. */
export type Wish = { bots: readonly string[]; rooms: number; writers: number };
export type There = {
  url: string;
  accounts: Readonly<Record<string, { id: string; token: string }>>;
  /** Of each bot, with those who write there. */
  rooms: Readonly<Record<string, readonly { id: string; writers: readonly string[] }[]>>;
};
/** Each writer writes that often, one after the other, and goes on once they see the answer. */
export type Round = { bot: string; each: number; texts: readonly string[] };
export type Took = {
  ms: number;
  latencies: readonly number[];
  /** Of the bot while the round went on, by method and kind of path. */
  requests: Readonly<Record<string, number>>;
};

const PATIENCE_MS = 30_000;
const kindOf = (path: string): string =>
  path
    .split('/')
    .slice(4)
    .map((part) => (/^[!$@]|^\d|^gl\.|^m\d/.test(part) ? '…' : part))
    .join('/');

/** A homeserver and people with ordinary clients, on a thread of their own: what they cost is not the bots' to pay. */
const crowd = async ({ bots, rooms, writers }: Wish) => {
  const server = await homeserver();
  const person = (name: string) => personOn(server.url, server.user(name));
  const people = Array.from({ length: rooms * writers }, (_, n) => person(`person${n}`));
  const witness = person('witness');
  const accounts = Object.fromEntries(bots.map((bot) => [bot, server.user(bot)]));
  const places = await Promise.all(
    bots.map(async (bot) => {
      const us = person(bot);
      const own = await Promise.all(
        Array.from({ length: rooms }, async (_, n) => {
          const here = people.slice(n * writers, (n + 1) * writers);
          const id = await witness.creates({ invite: [us.id, ...here.map((each) => each.id)] });
          for (const each of [us, ...here]) await each.joins(id);
          return { id, here };
        }),
      );
      return [bot, own] as const;
    }),
  );

  const waiting = new Map<string, (at: number) => void>();
  const seen = new Map<string, number>();
  const watch = async (): Promise<void> => {
    const filter = encodeURIComponent(
      JSON.stringify({ room: { timeline: { limit: 1_000, types: ['m.room.message'] }, state: { types: [] } } }),
    );
    let since = '';
    for (;;) {
      const query = since === '' ? '' : `&since=${since}&timeout=25000`;
      const batch = (await witness.must('GET', `/_matrix/client/v3/sync?filter=${filter}${query}`)) as unknown as Batch;
      since = batch.next_batch;
      const at = performance.now();
      for (const { timeline } of Object.values(batch.rooms?.join ?? {}))
        for (const { content } of timeline.events) {
          const to = content['m.relates_to']?.['m.in_reply_to']?.event_id;
          if (to === undefined || seen.has(to)) continue;
          seen.set(to, at);
          waiting.get(to)?.(at);
        }
    }
  };
  void watch().catch(() => {}); // the server has gone
  const answered = (to: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const before = seen.get(to);
      if (before !== undefined) return resolve(before);
      const timer = setTimeout(() => reject(new Error(`${to} is not answered`)), PATIENCE_MS);
      waiting.set(to, (at) => {
        clearTimeout(timer);
        waiting.delete(to);
        resolve(at);
      });
    });

  const there: There = {
    url: server.url,
    accounts,
    rooms: Object.fromEntries(
      places.map(([bot, own]) => [bot, own.map(({ id, here }) => ({ id, writers: here.map((each) => each.id) }))]),
    ),
  };
  /** Who has never asked for news does not hear what is said. */
  const listens = async (bot: string): Promise<void> => {
    const isPoll = ({ path, user, query }: (typeof server.asked)[number]) =>
      path.endsWith('/sync') && user === accounts[bot]?.id && query.has('since');
    while (!server.asked.some(isPoll)) await wait(10);
  };
  return {
    there,
    async round({ bot, each, texts }: Round): Promise<Took> {
      await listens(bot);
      const own = places.find(([name]) => name === bot)?.[1] ?? [];
      const latencies: number[] = [];
      const before = server.asked.length;
      const begun = performance.now();
      await Promise.all(
        own.flatMap(({ id, here }) =>
          here.map(async (writer) => {
            for (let n = 0; n < each; n += 1) {
              const at = performance.now();
              const said = await writer.says(id, texts[n % texts.length] ?? '');
              latencies.push((await answered(said)) - at);
            }
          }),
        ),
      );
      const ms = performance.now() - begun;
      const requests: Record<string, number> = {};
      for (const { method, path, user } of server.asked.slice(before)) {
        if (user !== accounts[bot]?.id) continue;
        const kind = `${method} ${kindOf(path)}`;
        requests[kind] = (requests[kind] ?? 0) + 1;
      }
      return { ms, latencies, requests };
    },
  };
};
type Batch = {
  next_batch: string;
  rooms?: { join?: Record<string, { timeline: { events: readonly { content: Content }[] } }> };
};
type Content = { 'm.relates_to'?: { 'm.in_reply_to'?: { event_id?: string } } };

const { there, round } = await crowd(workerData as Wish);
parentPort?.on('message', (asked: Round) => {
  round(asked).then(
    (took) => parentPort?.postMessage(took),
    (error: unknown) => parentPort?.postMessage({ failed: String(error) }),
  );
});
parentPort?.postMessage(there);
