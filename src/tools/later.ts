import { setTimeout as wait } from 'node:timers/promises';

/** Does something after a while, unless it is called off. */
export const later = (ms: number, then: () => void): (() => void) => {
  const stop = new AbortController();
  wait(ms, undefined, { signal: stop.signal }).then(then, () => {}); // called off
  return () => stop.abort();
};
