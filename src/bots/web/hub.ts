import type { BodyId } from '../../core/model/place.ts';
import type { Door, WebMessage, WebRooms } from '../../core/ports.ts';

/** What changed, with who may see it. */
export type Change = { message: WebMessage; readers: ReadonlySet<string> };
/** `anew`: what they have seen may be gone altogether. */
type Listener = (change: Change | 'anew') => void;
/** Lookups shared by all windows of this process: what changed is read once, however many people watch. */
export type Hub = {
  listen(body: BodyId, listener: Listener): Promise<() => void>;
  /** A window that goes on with its work until it is closed, from there or by us. */
  opened(close: () => void, work: Promise<void>): void;
  /** Closes every window; settles when nothing is read any more. */
  end(): Promise<void>;
};
type Watched = { listeners: Set<Listener>; end(): Promise<void> };
type Parts = {
  rooms: Pick<WebRooms, 'newest' | 'first' | 'since' | 'changed'>;
  door: Pick<Door, 'readers'>;
  connection: string;
  failed(error: unknown): void;
};

export const hub = ({ rooms, door, connection, failed }: Parts): Hub => {
  const bodies = new Map<BodyId, Promise<Watched>>();
  const windows = new Map<() => void, Promise<void>>();

  const watch = async (body: BodyId): Promise<Watched> => {
    const listeners = new Set<Listener>();
    let last = await rooms.newest(body);
    let running: Promise<void> | undefined;
    let stirred = false;
    let ended = false;
    const readOn = async (): Promise<void> => {
      let read = false;
      try {
        do {
          stirred = false;
          const changes = await rooms.since(body, undefined, last);
          for (const message of changes) {
            const readers = await door.readers({ connection, room: message.room });
            last = message.change; // not before: what fails is read again, or the windows would go on without it
            for (const listener of listeners) listener({ message, readers });
          }
          if (changes.length > 0) stirred = read = true; // there may be more than one reading gives
          const first = read ? 0 : await rooms.first(body);
          if (first <= last + 1) continue;
          last = first - 1; // told once
          for (const listener of listeners) listener('anew');
        } while (stirred && !ended);
      } catch (error) {
        failed(error); // the next change, or each window's own beat, reads on from the same number
      } finally {
        running = undefined;
      }
    };
    const deafen = rooms.changed(body, () => {
      stirred = true;
      if (!ended) running ??= readOn();
    });
    return {
      listeners,
      async end() {
        ended = true;
        deafen();
        await running;
      },
    };
  };

  return {
    async listen(body, listener) {
      let watched = bodies.get(body);
      if (watched === undefined) {
        watched = watch(body);
        bodies.set(body, watched);
        watched.catch(() => bodies.delete(body));
      }
      const { listeners } = await watched;
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    opened(close, work) {
      windows.set(close, work);
      void work.finally(() => windows.delete(close));
    },
    async end() {
      const open = [...windows];
      for (const [close] of open) close();
      await Promise.all(open.map(([, work]) => work));
      const all = [...bodies.values()];
      bodies.clear();
      await Promise.all(all.map((each) => each.then(({ end }) => end()).catch(() => {})));
    },
  };
};
