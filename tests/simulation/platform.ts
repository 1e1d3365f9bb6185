import { type MemoryBot, type MemoryPlatform, memoryPlatform } from '../../src/bots/memory/index.ts';
import type { Part } from '../../src/core/messages.ts';
import type { MessageRef } from '../../src/core/model/place.ts';
import { type Bot, DeliveryError } from '../../src/core/ports.ts';
import type { Dice } from './dice.ts';

const faults = [
  'busy',
  'forbidden',
  'request lost',
  'answer lost',
  'late',
  'slow',
  'died before',
  'died after',
] as const;
type Fault = (typeof faults)[number];
/** After these a message may come later than those behind it; after the others never. */
const overtaken: readonly Fault[] = ['forbidden', 'request lost', 'late', 'slow', 'died before'];
/**
 * A bot gives a platform so long to answer; what was lost may arrive for as long as the quarantine lasts; and what has
 * arrived is not found at once by who looks for it.
 */
const [TIMEOUT_MS, LATEST_MS, LAG_MS] = [5_000, 55_000, 8_000];
export const SECRET = 'Vertraulich';

export type Simulated = MemoryPlatform & {
  /** How stormy it is: one request in so many fails; 0 is calm. */
  storm: number;
  /** Messages that may rightly stand behind later ones. */
  overtaken: ReadonlySet<string>;
  /** What was said where it must not be. */
  leaks: readonly string[];
  replica(): MemoryBot;
  /** Time passes: what is on its way arrives, what waits for an answer gets one or gives up. */
  pass(ms: number): Promise<void>;
  /** How long until something of that happens, if anything is on its way. */
  next(): number | undefined;
  /** Resolves when a request hangs: whoever waits for the pass that sent it would wait in vain. */
  hanging(): Promise<void>;
};

export const simulatedPlatform = (connection: string, dice: Dice): Simulated => {
  const platform = memoryPlatform(connection);
  const behind = new Set<string>();
  const leaks: string[] = [];
  const arrived = new Map<string, number>();
  const waiting: { at: number; arrive(): void | Promise<void> }[] = [];
  let now = 0;
  let hang = () => {};
  let hanging = new Promise<void>((resolve) => {
    hang = resolve;
  });

  const write = (bot: MemoryBot, part: Part, sent?: MessageRef): Promise<MessageRef> => {
    if (!arrived.has(part.id)) arrived.set(part.id, now);
    return bot.deliver(part, sent);
  };
  const deliver = async (bot: MemoryBot, part: Part, sent?: MessageRef): Promise<MessageRef> => {
    if (platform.audience !== 'members' && String(part.content).includes(SECRET)) leaks.push(part.id);
    const fault = simulated.storm > 0 && dice.oneIn(simulated.storm) ? dice.pick(faults) : undefined;
    if (fault !== undefined && sent === undefined && overtaken.includes(fault)) behind.add(part.id);
    switch (fault) {
      case undefined:
        return write(bot, part, sent);
      case 'busy':
        throw dice.oneIn(2) ? new DeliveryError('later') : new DeliveryError('later', dice.roll(90_000));
      case 'forbidden':
        throw new DeliveryError('never');
      case 'request lost':
        throw new DeliveryError('unknown');
      case 'answer lost':
        await write(bot, part, sent);
        throw new DeliveryError('unknown');
      case 'late':
        // An edit that comes late would undo a newer one: no platform promises an order, ours sends one after the other.
        if (sent === undefined)
          waiting.push({
            at: now + (dice.oneIn(2) ? LATEST_MS : dice.roll(LATEST_MS)),
            arrive: async () => void (await write(bot, part, sent)),
          });
        throw new DeliveryError('unknown');
      case 'slow': {
        const arrives = dice.oneIn(2);
        await new Promise<void>((resolve) => {
          waiting.push({ at: now + TIMEOUT_MS, arrive: resolve });
          hang();
        });
        if (arrives) return write(bot, part, sent);
        throw new DeliveryError('unknown');
      }
      case 'died before':
        throw new Error('died');
      case 'died after':
        await write(bot, part, sent);
        throw new Error('died');
    }
  };

  const simulated: Simulated = Object.assign(platform, {
    storm: dice.pick([0, 2, 3, 6]),
    overtaken: behind,
    leaks,
    replica(): MemoryBot {
      const bot = platform.bot();
      const over: Pick<Bot, 'deliver' | 'find'> = {
        deliver: (part, sent) => deliver(bot, part, sent),
        async find(envelope) {
          const found = await bot.find(envelope);
          const lags = found !== 'unknown' && now - (arrived.get(envelope.id) ?? now) < LAG_MS;
          return lags ? 'absent' : found;
        },
      };
      return { ...bot, ...over };
    },
    async pass(ms: number) {
      now += ms;
      for (const due of waiting.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at)) {
        waiting.splice(waiting.indexOf(due), 1);
        await due.arrive();
      }
      hanging = new Promise<void>((resolve) => {
        hang = resolve;
      });
    },
    next: () => (waiting.length === 0 ? undefined : Math.max(0, Math.min(...waiting.map(({ at }) => at)) - now)),
    hanging: () => hanging,
  });
  return simulated;
};
