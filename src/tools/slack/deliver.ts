/**
 * Bringing things to the app: events are repeated when they are not acknowledged in time (at once, after one minute, after
 * five), commands, clicks and views never are.
 */
import type { Clock } from './clock.ts';
import type { Json } from './json.ts';

export type Kind = 'events_api' | 'slash_commands' | 'interactive';
export type Retry = { attempt: number; reason: string };
/** What the app answered, or why it did not. */
export type Outcome =
  | { acked: true; body: unknown; repeat?: never }
  | { acked: false; reason: string /** The app asked not to be asked again. */; noRetry?: boolean };
/** A way to the app: a socket or its address. */
export type Way = (kind: Kind, payload: Json, retry: Retry | undefined, ms: number) => Promise<Outcome>;
export type Delivery = { kind: Kind; payload: Json; attempt: number; at: number; outcome?: Outcome };

const AGAIN = [0, 60_000, 300_000];

export const deliveries = (clock: Clock, way: () => Way, ackMs: number) => {
  const all: Delivery[] = [];
  let going = 0;
  let waiting: (() => void)[] = [];
  let held: (() => void)[] | undefined;
  let doubles = 0;

  const attempt = async (kind: Kind, payload: Json, retry?: Retry): Promise<Outcome> => {
    const delivery: Delivery = { kind, payload, attempt: retry?.attempt ?? 0, at: clock.now() };
    all.push(delivery);
    going += 1;
    const outcome = await way()(kind, payload, retry, ackMs);
    delivery.outcome = outcome;
    going -= 1;
    if (going === 0) setImmediate(rest);
    return outcome;
  };
  /** Nothing new has come up either. */
  const rest = (): void => {
    if (going > 0) return;
    const done = waiting;
    waiting = [];
    for (const each of done) each();
  };
  const event = async (payload: Json): Promise<void> => {
    let outcome = await attempt('events_api', payload);
    for (const [i, ms] of AGAIN.entries()) {
      if (outcome.acked || outcome.noRetry === true) return;
      if (ms > 0) await clock.wait(ms);
      outcome = await attempt('events_api', payload, { attempt: i + 1, reason: outcome.reason });
    }
  };
  const out = (payload: Json): void => {
    const times = doubles > 0 ? 2 : 1;
    doubles = Math.max(0, doubles - 1);
    for (let i = 0; i < times; i++) void event(payload);
  };

  return {
    all: all as readonly Delivery[],
    event(payload: Json): void {
      if (held === undefined) out(payload);
      else held.push(() => out(payload));
    },
    once: (kind: Exclude<Kind, 'events_api'>, payload: Json): Promise<Outcome> => attempt(kind, payload),
    /** The next events come twice. */
    double(times: number): void {
      doubles = times;
    },
    /** Events wait, until they are let go, if wanted the last one first. */
    hold(): void {
      held ??= [];
    },
    release(order: 'in order' | 'reversed'): void {
      const waiting = held ?? [];
      held = undefined;
      for (const go of order === 'reversed' ? waiting.toReversed() : waiting) go();
    },
    /** Until nothing is on its way; waiting for another attempt does not count. */
    settled: (): Promise<void> =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (going === 0) setImmediate(rest);
      }),
  };
};
export type Deliveries = ReturnType<typeof deliveries>;
