import type { Timer } from '../../core/ports.ts';
import { type Call, Limited } from './web-api.ts';

/** "Generally allow posting one message per second per channel": https://docs.slack.dev/apis/web-api/rate-limits */
const BETWEEN_MS = 1_000;
/** Where so many are waiting already, nobody lines up. */
const LONGEST_MS = 10_000;

/** Says how long one has to wait before saying something more there; the turn is then taken, unless that is too long. */
const turns = (now: () => number) => {
  const next = new Map<string, number>();
  return (channel: string): number => {
    const at = now();
    if (next.size > 5_000) for (const [each, free] of next) if (free < at) next.delete(each);
    const mine = Math.max(at, next.get(channel) ?? 0);
    if (mine - at > LONGEST_MS) throw new Limited(mine - at);
    next.set(channel, mine + BETWEEN_MS);
    return mine - at;
  };
};

/**
 * Requests at the pace that Slack allows: one message a second in each channel, and after a "too many" none of that kind
 * (and, for messages, of that channel) before the time it named. Nothing else is held up.
 */
export const paced = (call: Call, now: () => number, later: Timer): Call => {
  const wait = turns(now);
  const shut = new Map<string, number>();
  return async (method, given = {}) => {
    const channel = typeof given['channel'] === 'string' ? given['channel'] : '';
    const kind = method.startsWith('chat.') ? `${method} ${channel}` : method;
    const open = (): void => {
      const left = (shut.get(kind) ?? 0) - now();
      if (left > 0) throw new Limited(left);
      shut.delete(kind);
    };
    open();
    if (method === 'chat.postMessage') {
      const ms = wait(channel);
      if (ms > 0) await new Promise<void>((resolve) => void later(ms, resolve));
      open(); // meanwhile it may have had enough
    }
    try {
      return await call(method, given);
    } catch (error) {
      if (error instanceof Limited) shut.set(kind, now() + error.afterMs);
      throw error;
    }
  };
};
