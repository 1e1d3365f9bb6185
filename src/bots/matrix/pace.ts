import { type Client, Refused } from './client.ts';

/** So long after a "too many" we speak one at a time. */
const CAREFUL_MS = 600_000;
const UNSAID_MS = 1_000;
const SPEAKS = /\/(?:send|redact)\//;

/** `mayAsk`: throws what the server would answer, as long as it wants to be left in peace. */
export type Paced = Client & { mayAsk(): void };
/**
 * All that one account says counts together, whatever the room. After a "too many" nobody asks before its time, and then one
 * after the other, so that whoever comes next learns of the next refusal instead of meeting one of their own.
 */
export const paced = (client: Client, now: () => number): Paced => {
  let quietUntil = 0;
  let carefulUntil = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const mayAsk = (): void => {
    const left = Math.ceil(quietUntil - now());
    if (left > 0) throw new Refused(429, 'M_LIMIT_EXCEEDED', left);
  };
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    mayAsk();
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused && error.status === 429) {
        quietUntil = Math.max(quietUntil, now() + (error.afterMs ?? UNSAID_MS));
        carefulUntil = quietUntil + CAREFUL_MS;
      }
      throw error;
    }
  };
  const speak = <T>(work: () => Promise<T>): Promise<T> => {
    if (now() >= carefulUntil) return ask(work);
    const mine = turn.then(() => ask(work));
    turn = mine.catch(() => {});
    return mine;
  };
  return {
    ...client,
    mayAsk,
    put: (path, body) => (SPEAKS.test(path) ? speak(() => client.put(path, body)) : client.put(path, body)),
  };
};
