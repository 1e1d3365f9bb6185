import { z } from 'zod';

/** As far as we look into it: what has another shape is not for us, and dropped. */
const event = z.object({
  type: z.string(),
  event_id: z.string().min(1),
  sender: z.string().min(1),
  state_key: z.string().optional(),
  content: z.record(z.string(), z.unknown()),
  redacts: z.string().optional(),
  unsigned: z.record(z.string(), z.unknown()).optional(),
});
export type Event = z.infer<typeof event>;
/** What invitations show of a room, and what a room's state is asked for: events without ids. */
const stripped = event.omit({ event_id: true }).extend({ event_id: z.string().optional() });
export type Stripped = z.infer<typeof stripped>;

const each = <T>(shape: z.ZodType<T>, all: unknown): readonly T[] =>
  Array.isArray(all)
    ? all.flatMap((one) => {
        const read = shape.safeParse(one);
        return read.success ? [read.data] : [];
      })
    : [];
export const eventsIn = (all: unknown): readonly Event[] => each(event, all);
export const strippedIn = (all: unknown): readonly Stripped[] => each(stripped, all);
/** How many of them are none that we could read, or wanted to. */
export const unreadable = (all: unknown, wanted: readonly string[]): number =>
  Array.isArray(all) ? all.length - eventsIn(all).filter(({ type }) => wanted.includes(type)).length : 0;

export const fieldIn = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined,
    value,
  );
export const textIn = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = fieldIn(value, ...path);
  return typeof found === 'string' ? found : undefined;
};

const joined = z.object({
  timeline: z
    .object({ events: z.array(z.unknown()), limited: z.boolean(), prev_batch: z.string() })
    .partial()
    .optional(),
  state: z
    .object({ events: z.array(z.unknown()) })
    .partial()
    .optional(),
});
const batch = z.object({
  next_batch: z.string().min(1),
  rooms: z
    .object({
      join: z.record(z.string(), z.unknown()),
      invite: z.record(z.string(), z.unknown()),
      leave: z.record(z.string(), z.unknown()),
    })
    .partial()
    .optional(),
});
export type Joined = z.infer<typeof joined>;
/** One answer of `/sync`. A room that cannot be read is left out; undefined if nothing can. */
export type Batch = {
  next: string;
  join: ReadonlyMap<string, Joined>;
  invite: ReadonlyMap<string, readonly Stripped[]>;
  leave: ReadonlyMap<string, readonly Event[]>;
};
export const batchIn = (answer: unknown): Batch | undefined => {
  const read = batch.safeParse(answer);
  if (!read.success) return undefined;
  const { next_batch: next, rooms = {} } = read.data;
  const join = Object.entries(rooms.join ?? {}).flatMap(([room, one]) => {
    const found = joined.safeParse(one);
    return found.success ? [[room, found.data] as const] : [];
  });
  return {
    next,
    join: new Map(join),
    invite: new Map(
      Object.entries(rooms.invite ?? {}).map(([room, one]) => [
        room,
        strippedIn(fieldIn(one, 'invite_state', 'events')),
      ]),
    ),
    leave: new Map(
      Object.entries(rooms.leave ?? {}).map(([room, one]) => [
        room,
        [...eventsIn(fieldIn(one, 'state', 'events')), ...eventsIn(fieldIn(one, 'timeline', 'events'))],
      ]),
    ),
  };
};
