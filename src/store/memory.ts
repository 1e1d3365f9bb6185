import type { Post } from '../core/messages.ts';
import type { BodyId, ConnectionId, MessageRef } from '../core/model/place.ts';
import type { Json } from '../core/model/result.ts';
import { hasCome, instant } from '../core/model/time.ts';
import type { Entry, Fence, Frozen, Store } from '../core/ports.ts';
import type { Change, Said, Table } from '../core/step.ts';
import { gather } from './gather.ts';
import { isSettled, type Open, ready } from './queue.ts';
import { across, reading } from './reads.ts';
import { causeName, meantAgain, settle } from './settle.ts';
import type { Kept, Source } from './source.ts';
import { compareKeys, describe, keyOf, rowName } from './tables.ts';

const LEASE_MS = 3_000;
type PostRow = { body: BodyId; post: Post; wanted: number; frozen: Frozen; due: number };
const unmade: Frozen = { made: 0, label: 'non-public', pieces: [] };

/** For tests and simulations; the contract is the same. `clock` is the database's: leases and waits count in it. */
export const memoryStore = (clock: () => number): Store & { batches: readonly number[] } => {
  const rows = new Map<string, { body: BodyId; change: Change; version: number }>();
  const causes = new Map<string, Said>();
  const posts = new Map<string, PostRow>(); // in commit order
  const leases = new Map<ConnectionId, { token: number; replica: string; until: number }>();
  const shelves = new Map<string, Json>();
  const listeners = new Map<ConnectionId, Set<() => void>>();
  const batches: number[] = [];

  const kept = <T extends Table>({
    body,
    change,
    version,
  }: {
    body: BodyId;
    change: Change;
    version: number;
  }): Kept<T> => ({ body, version, row: structuredClone(change.row) }) as Kept<T>;
  const fits = (change: Change, where: Readonly<Record<string, unknown>>): boolean => {
    const { key, columns } = describe(change.table);
    return Object.entries(where).every(([name, wanted]) => {
      const value = key[name]?.(change.row as never) ?? columns[name]?.[1](change.row as never);
      if (typeof wanted !== 'object' || wanted === null) return value === wanted;
      if ('in' in wanted) return Array.isArray(wanted.in) && wanted.in.includes(value);
      return 'upTo' in wanted && typeof value === 'string' && hasCome(value, instant(String(wanted.upTo)));
    });
  };
  const source: Source = {
    async get(table, body, key) {
      const found = rows.get(rowName(table, body, key));
      return found && kept(found);
    },
    async list(table, where, body) {
      return [...rows.values()]
        .filter(
          (row) => row.change.table === table && (body === undefined || row.body === body) && fits(row.change, where),
        )
        .map((row) => kept<typeof table>(row))
        .toSorted((a, b) => compareKeys(keyOf(table, a.row), keyOf(table, b.row)));
    },
  };
  const standing = (body: BodyId, ref: MessageRef) =>
    [...posts.values()].find((row) => row.body === body && row.frozen.pieces.some((piece) => same(piece.ref, ref)));

  const spotOf = (body: BodyId, place: string) => rows.get(rowName('place', body, [place]))?.change;
  const commit = gather(async (entries: readonly Entry[]) => {
    batches.push(entries.length);
    const versions = new Map([...rows].map(([name, { version }]) => [name, version]));
    const { answers, written } = settle(entries, { said: causes, versions });
    const placeFor = (body: BodyId, to: string) =>
      written.rows.get(rowName('place', body, [to]))?.change ?? spotOf(body, to);
    for (const { body, post } of written.posts.values())
      if (placeFor(body, post.to) === undefined) throw new Error(`no place ${post.to}`); // before anything is written
    for (const [name, row] of written.rows) rows.set(name, structuredClone(row));
    for (const { body, cause, said } of written.causes) causes.set(causeName(body, cause), said);
    const woken = new Set<string>();
    for (const [name, { body, post, times }] of written.posts) {
      const place = spotOf(body, post.to);
      if (place?.table !== 'place') continue;
      const before = posts.get(name);
      const { wanted, frozen, due } = before ?? { wanted: 0, frozen: unmade, due: 0 };
      posts.set(name, { body, post: meantAgain(before?.post, post), wanted: wanted + times, frozen, due });
      woken.add(place.row.spot.connection);
    }
    for (const connection of woken) for (const listener of listeners.get(connection) ?? []) listener();
    return answers;
  });

  /** Threads do not nest: what is under something in a thread hangs on that thread's root. */
  const rootOf = (body: BodyId, key: string): MessageRef | undefined => {
    const row = posts.get(`${body}/${key}`);
    return row?.post.under === undefined ? row?.frozen.pieces[0]?.ref : rootOf(body, row.post.under);
  };
  const holds = ({ connection, token }: Fence) => leases.get(connection)?.token === token;
  return {
    batches,
    ledger: { commit },
    across: across(source),
    read: (body) =>
      reading(source, body, {
        shownAt: async (ref) => standing(body, ref)?.post,
        byKey: async (key) => posts.get(`${body}/${key}`)?.post,
        lastIn: async (place, most) =>
          [...posts.values()]
            .filter(({ body: of, post }) => of === body && post.to === place)
            .map(({ post }) => post)
            .toReversed()
            .slice(0, most),
        root: async (key) => rootOf(body, key),
        refs: async (key) => posts.get(`${body}/${key}`)?.frozen.pieces.flatMap(({ ref }) => (ref ? [ref] : [])) ?? [],
        stuck: async () =>
          [...posts.values()]
            .filter((row) => row.body === body && row.frozen.pieces.some(({ state }) => state.is === 'held'))
            .map(({ post }) => post),
      }),
    outbox: {
      async due(connection) {
        const open = [...posts.values()].flatMap((row): readonly Open[] => {
          const { body, post, wanted, frozen, due } = row;
          const place = spotOf(body, post.to);
          if (
            place?.table !== 'place' ||
            place.row.spot.connection !== connection ||
            place.row.state !== 'joined' ||
            isSettled(row)
          )
            return [];
          const root = post.under && rootOf(body, post.under);
          return [
            {
              body,
              post,
              place: place.row,
              wanted,
              frozen,
              ...(root && { root }),
              waits: due > clock(),
              rootless: post.under !== undefined && root === undefined,
            },
          ];
        });
        return ready(open);
      },
      async save(fence, { body, key, frozen }) {
        const row = posts.get(`${body}/${key}`);
        if (row === undefined || !holds(fence)) return 'fenced';
        posts.set(`${body}/${key}`, {
          ...row,
          frozen: structuredClone(frozen),
          due: clock() + Math.max(0, ...frozen.pieces.map(({ waitMs }) => waitMs)),
        });
        return 'done';
      },
    },
    lanes: {
      async take(connection, replica) {
        const held = leases.get(connection);
        if (held !== undefined && held.replica !== replica && held.until > clock()) return undefined;
        const token = held?.replica === replica ? held.token : (held?.token ?? 0) + 1;
        leases.set(connection, { token, replica, until: clock() + LEASE_MS });
        return { connection, token };
      },
      async leave(fence) {
        const held = leases.get(fence.connection);
        if (held?.token === fence.token) leases.set(fence.connection, { ...held, replica: '', until: clock() });
      },
    },
    shelf: (fence) => ({
      read: async (prefix) =>
        Object.fromEntries(
          [...shelves].flatMap(([key, value]) => {
            const own = `${fence.connection}/`;
            return key.startsWith(own + prefix) ? [[key.slice(own.length), value]] : [];
          }),
        ),
      async write(changes) {
        if (!holds(fence)) return 'fenced';
        for (const [key, value] of Object.entries(changes)) {
          if (value === null) shelves.delete(`${fence.connection}/${key}`);
          else shelves.set(`${fence.connection}/${key}`, value);
        }
        return 'done';
      },
    }),
    woken(connection, listener) {
      const all = listeners.get(connection) ?? new Set();
      listeners.set(connection, all.add(listener));
      return () => all.delete(listener);
    },
  };
};

const same = (a: MessageRef | undefined, b: MessageRef) => a?.connection === b.connection && a.id === b.id;
