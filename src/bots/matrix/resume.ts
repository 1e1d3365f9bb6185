import { type Log, type Timer, Unavailable } from '../../core/ports.ts';
import { WORTH_MS } from './answers.ts';
import { type Client, isFinal, Lost, Refused } from './client.ts';
import { type Event, eventsIn, fieldIn } from './events.ts';
import type { Owed } from './owed.ts';
import { growing } from './rest.ts';
import { roomPath } from './send.ts';
import { Again } from './sync.ts';

type Parts = {
  client: Client;
  connection: string;
  later: Timer;
  log: Log;
  debts: Owed;
  hear(room: string, event: Event): Promise<void>;
};
const restAfter = growing(1_000, 60_000);
const isPassing = (error: unknown): boolean =>
  [Refused, Lost, Again, Unavailable].some((kind) => error instanceof kind) && !isFinal(error);

/**
 * Answers what whoever led before us has heard and not answered: heard once more, an event changes nothing and is answered
 * alike, by what may be said now. The server says how old it is; what was deleted meanwhile is nothing any more.
 */
export const resuming = ({ client, connection, later, log, debts, hear }: Parts) => {
  let stopped = false;
  const rest = (ms: number): Promise<void> => new Promise((resolve) => void later(ms, resolve));
  const answer = async (room: string, id: string): Promise<void> => {
    for (let tries = 0; !stopped; tries += 1) {
      try {
        const [event] = eventsIn([await client.ask(roomPath(room, 'event', id))]);
        const age = fieldIn(event?.unsigned, 'age');
        return event !== undefined && typeof age === 'number' && age < WORTH_MS ? await hear(room, event) : undefined;
      } catch (error) {
        if (isFinal(error)) return;
        if (!isPassing(error)) return log.bug(`answer ${connection}`, error);
        await rest(restAfter(tries));
      }
    }
  };
  return {
    async begin(): Promise<void> {
      for (const { room, event } of await debts.left()) {
        const done = debts.owe(room, event);
        void answer(room, event).then(() => stopped || done());
      }
    },
    stop(): void {
      stopped = true;
    },
  };
};
