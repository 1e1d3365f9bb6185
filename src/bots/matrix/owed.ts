import type { Json } from '../../core/model/result.ts';
import type { Shelf } from '../../core/ports.ts';

const KEPT = 'answer/';

/**
 * The events that are heard and not yet answered. They are kept in the same write as how far we have come, and are taken
 * away in a later one of these: nothing is written for an answer alone. `kept` is what the shelf holds by now.
 */
export const owed = (shelf: Shelf) => {
  const open = new Map<string, { room: string; times: number }>();
  const kept = new Set<string>();
  let allPaid = (): void => {};
  return {
    /** Returns how to say that it is done. */
    owe(room: string, event: string): () => void {
      const debt = open.get(event) ?? { room, times: 0 };
      debt.times += 1;
      open.set(event, debt);
      return () => {
        debt.times -= 1;
        if (debt.times === 0) open.delete(event);
        if (open.size === 0) allPaid();
      };
    },
    /** When nothing is owed any more. */
    paid: (): Promise<void> =>
      new Promise((resolve) => {
        allPaid = resolve;
        if (open.size === 0) resolve();
      }),
    toKeep: (): Readonly<Record<string, Json>> =>
      Object.fromEntries([
        ...[...open].flatMap(([event, { room }]) => (kept.has(event) ? [] : [[KEPT + event, room] as const])),
        ...[...kept].flatMap((event) => (open.has(event) ? [] : [[KEPT + event, null] as const])),
      ]),
    kept(rows: Readonly<Record<string, Json>>): void {
      for (const [key, value] of Object.entries(rows)) {
        if (!key.startsWith(KEPT)) continue;
        if (value === null) kept.delete(key.slice(KEPT.length));
        else kept.add(key.slice(KEPT.length));
      }
    },
    /** What whoever led before us has left. */
    async left(): Promise<readonly { room: string; event: string }[]> {
      const rows = await shelf.read(KEPT);
      this.kept(rows);
      return Object.entries(rows).flatMap(([key, room]) =>
        typeof room === 'string' ? [{ room, event: key.slice(KEPT.length) }] : [],
      );
    },
  };
};
export type Owed = ReturnType<typeof owed>;
