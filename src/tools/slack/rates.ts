/**
 * How often which method may be called: by Slack's tiers for each method and workspace, and for posting one message a second
 * in each channel with short bursts (docs.slack.dev/apis/web-api/rate-limits). A tier promises "N+ per minute"; here it is N.
 */
import type { Clock } from './clock.ts';

const MINUTE = 60_000;
const PER_MINUTE: Readonly<Record<number, number>> = { 1: 1, 2: 20, 3: 50, 4: 100 };
const BURST = { calls: 3, ms: 3_000 };

export const rates = (clock: Clock, { enforced }: { enforced: boolean }) => {
  const past = new Map<string, number[]>();
  const held = new Map<string, number>();
  const left = (key: string, { calls, ms }: { calls: number; ms: number }): number => {
    const now = clock.now();
    const recent = (past.get(key) ?? []).filter((at) => at > now - ms);
    past.set(key, recent);
    const [first] = recent;
    if (first === undefined || recent.length < calls) {
      recent.push(now);
      return 0;
    }
    return Math.max(1, Math.ceil((first + ms - now) / 1_000));
  };
  return {
    /** Seconds to wait, or none. */
    ask(method: string, team: string, channel: string | undefined, tier: number): number {
      for (const key of [`${method} ${team}`, `${method} ${channel}`]) {
        const until = held.get(key) ?? 0;
        if (until > clock.now()) return Math.ceil((until - clock.now()) / 1_000);
      }
      if (!enforced) return 0;
      if (method === 'chat.postMessage') return left(`${method} ${channel}`, BURST);
      const calls = PER_MINUTE[tier];
      return calls === undefined ? 0 : left(`${method} ${team}`, { calls, ms: MINUTE });
    },
    /** From now on for so long: 429. */
    hold(method: string, where: string | undefined, seconds: number): void {
      held.set(`${method} ${where}`, clock.now() + seconds * 1_000);
    },
    clear: (): void => held.clear(),
  };
};
