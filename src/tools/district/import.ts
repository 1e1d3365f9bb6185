/** A district's file against what stands in the database: what would change, and then the change, in one commit. */
import type { Post } from '../../core/messages.ts';
import type { BodyId } from '../../core/model/place.ts';
import { ok } from '../../core/model/result.ts';
import type { Instant } from '../../core/model/time.ts';
import { spacesAnew } from '../../core/space.ts';
import { type Change, type Refusal, save } from '../../core/step.ts';
import type { District } from '../../districts/format.ts';
import { bodyIdOf, numberedRows } from '../../districts/rows.ts';
import { inService } from '../../districts/web.ts';
import type { PostgresStore } from '../../store/postgres/index.ts';
import { postgresSource } from '../../store/postgres/source.ts';
import { compare } from './compare.ts';
import { numberedBy } from './numbers.ts';
import { namesIn, said } from './said.ts';
import { notPlanned, planSitting, type Sitting, sittingsAhead } from './sittings.ts';
import { FILE, type Standing, standingOf } from './standing.ts';

export type Preview = {
  body: BodyId;
  isNew: boolean;
  lines: readonly string[];
  /** Nothing but what the file is remembered by. */
  idle: boolean;
  changes: readonly Change[];
  sittings: readonly Sitting[];
  standing: Standing;
};

export const preview = async (store: PostgresStore, file: District, now: Instant): Promise<Preview> => {
  const district = await free(store, inService(file));
  const body = bodyIdOf(district);
  const standing = await standingOf(postgresSource(store.database), body);
  const { numbers, met, last } = numberedBy(district, standing);
  const rows = numberedRows(district, numbers);
  const found = compare(body, rows, standing);
  const sittings = await notPlanned(store, body, sittingsAhead(district, now), now);
  const counters = (['P', 'R'] as const).flatMap((of) =>
    last[of] > standing.last(of) ? [save('counter', { of, last: last[of] })] : [],
  );
  const written = found.flatMap((each) => (each.is === 'new' || each.is === 'changed' ? [each.row] : []));
  const names = namesIn([...standing.rows.values(), ...written]);
  const order = ['new', 'changed', 'kept', 'missing'] as const;
  return {
    body,
    isNew: standing.file === undefined,
    lines: [
      ...met.map(({ key, person }) => `~ person ${key} of the file is ${names.person(person)}, who is here already`),
      ...order.flatMap((is) => [
        ...found.filter((each) => each.is === is).flatMap((each) => said(each, names)),
        ...(is === 'new' ? sittings.map((each) => `+ sitting of ${each.said}`) : []),
      ]),
    ],
    idle: met.length + written.length + sittings.length === 0,
    changes: [...written, ...counters, save('snapshot', { id: FILE, of: 'district', numbers, rows })],
    sittings,
    standing,
  };
};

/** `stale`: somebody changed the same meanwhile, and nothing was written. */
export const write = async (
  store: PostgresStore,
  { body, changes, sittings, standing }: Preview,
  id: string,
  now: Instant,
): Promise<'stale' | readonly { sitting: Sitting; refused: Refusal }[]> => {
  const { is } = await store.ledger.commit({
    body,
    cause: `district:${id}`,
    expect: standing.expect(changes),
    decision: ok({ save: changes, posts: await spacesOf(store, body, changes) }),
  });
  if (is === 'stale') return 'stale';
  const refused: { sitting: Sitting; refused: Refusal }[] = [];
  for (const sitting of sittings) {
    const planned = await planSitting(store, body, sitting, now);
    if (!planned.ok) refused.push({ sitting, refused: planned.error });
  }
  return refused;
};

/** Rooms that came or moved show in the space of their connection, where there is one. */
const spacesOf = async (store: PostgresStore, body: BodyId, changes: readonly Change[]): Promise<readonly Post[]> => {
  const connections = new Set(changes.flatMap(({ table, row }) => (table === 'place' ? [row.spot.connection] : [])));
  const { reads } = store.read(body);
  return (await Promise.all([...connections].map((connection) => spacesAnew(reads, connection)))).flat();
};

/** On a platform a room is one thing. */
const takenIn = async (store: PostgresStore, file: District): Promise<ReadonlyMap<string, BodyId>> => {
  const found = new Map<string, BodyId>();
  for (const [key, { connection, room }] of Object.entries(file.places)) {
    const there = await store.across.place({ connection, room });
    if (there !== undefined && there.body !== bodyIdOf(file)) found.set(key, there.body);
  }
  return found;
};
/** Who belongs to several districts is alone with us in one of them. */
const free = async (store: PostgresStore, file: District): Promise<District> => {
  const taken = await takenIn(store, file);
  const places = Object.entries(file.places).filter(([key]) => !taken.has(key));
  return { ...file, places: Object.fromEntries(places) };
};
/** Rooms of the file that another district has already. */
export const takenRooms = async (store: PostgresStore, file: District): Promise<readonly string[]> => {
  const district = inService(file);
  return [...(await takenIn(store, district))].flatMap(([key, body]) => {
    const place = district.places[key];
    if (place === undefined || (place.person !== undefined && file.places[key] === undefined)) return [];
    return [`places.${key} The room ${place.room} on ${place.connection} belongs to ${body.slice('body:'.length)}.`];
  });
};
