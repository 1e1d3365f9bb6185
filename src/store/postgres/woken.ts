import pg from 'pg';
import type { Timer } from '../../core/ports.ts';

/** The channel on which a commit names the connections that have something to say. Missing one is harmless: everyone also asks. */
export const listening = 'gremienlotse_posts';
const AGAIN_MS = 1_000;

/** Listens on a session of its own, as a pool's sessions come and go; opened with the first listener, again when lost. */
export const wakes = (at: pg.PoolConfig, later: Timer) => {
  const listeners = new Map<string, Set<() => void>>();
  let session: pg.Client | undefined;
  let ended = false;
  let cancel = () => {};

  const open = async (): Promise<void> => {
    cancel();
    if (session !== undefined) return;
    const client = new pg.Client({ ...at, connectionTimeoutMillis: 5_000 });
    session = client;
    const lost = () => {
      if (session !== client) return;
      session = undefined;
      if (!ended && listeners.size > 0) cancel = later(AGAIN_MS, () => void open());
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload = '' }) => {
      for (const listener of listeners.get(payload) ?? []) listener();
    });
    try {
      await client.connect();
      await client.query(`listen ${listening}`);
      if (ended) await client.end();
      // what was said before we heard it was said to nobody
      for (const all of listeners.values()) for (const listener of all) listener();
    } catch {
      lost(); // asked again in a moment; until then everyone polls
    }
  };
  return {
    woken(connection: string, listener: () => void): () => void {
      const all = listeners.get(connection) ?? new Set();
      listeners.set(connection, all.add(listener));
      if (session === undefined) void open();
      return () => {
        all.delete(listener);
      };
    },
    async end(): Promise<void> {
      ended = true;
      cancel();
      const client = session;
      session = undefined;
      await client?.end().catch(() => {});
    },
  };
};
