import { isAlive } from '../core/model/dialog.ts';
import { slotOf } from '../core/model/meeting.ts';
import { isHanded, isPending, isReportable } from '../core/model/outcome.ts';
import type { BodyId } from '../core/model/place.ts';
import { endOf } from '../core/model/slot.ts';
import type { Change, Rows, Table } from '../core/step.ts';

type Scalar = string | number | boolean;
type ColumnType = 'text' | 'timestamptz' | 'boolean' | 'integer';
type Column<Row> = readonly [type: ColumnType, of: (row: Row) => Scalar | undefined];
/**
 * A row's truth is its `value`, the domain's own data as JSON. Beside it stand the key and those columns that something
 * points with or asks for; they are always made from the value, here and nowhere else.
 */
export type Description<Row> = {
  model: string;
  key: Readonly<Record<string, (row: Row) => string>>;
  columns: Readonly<Record<string, Column<Row>>>;
};

const table =
  <Row>() =>
  <const D extends Description<Row>>(description: D): D & Description<Row> =>
    description;
const text = <Row>(of: (row: Row) => string | undefined): Column<Row> => ['text', of];
const moment = <Row>(of: (row: Row) => string | undefined): Column<Row> => ['timestamptz', of];
const flag = <Row>(of: (row: Row) => boolean): Column<Row> => ['boolean', of];

/** Parents before those that point at them: in this order they are written. */
export const tables = {
  body: table<Rows['body']>()({ model: 'Body', key: {}, columns: {} }),
  organization: table<Rows['organization']>()({ model: 'Organization', key: { id: ({ id }) => id }, columns: {} }),
  person: table<Rows['person']>()({ model: 'Person', key: { id: ({ id }) => id }, columns: {} }),
  seat: table<Rows['seat']>()({
    model: 'Seat',
    key: { id: ({ id }) => id },
    columns: { organization: text(({ organization }) => organization) },
  }),
  membership: table<Rows['membership']>()({
    model: 'Membership',
    key: { organization: ({ organization }) => organization, person: ({ person }) => person },
    columns: { seat: text(({ seat }) => seat) },
  }),
  account: table<Rows['account']>()({
    model: 'Account',
    key: { connection: ({ account }) => account.connection, account: ({ account }) => account.id },
    columns: { person: text(({ person }) => person) },
  }),
  place: table<Rows['place']>()({
    model: 'Place',
    key: { id: ({ id }) => id },
    columns: {
      connection: text(({ spot }) => spot.connection),
      room: text(({ spot }) => spot.room),
      organization: text((place) => (place.kind === 'room' ? place.organization : undefined)),
      person: text((place) => (place.kind === 'direct' ? place.person : undefined)),
    },
  }),
  meeting: table<Rows['meeting']>()({
    model: 'Meeting',
    key: { id: ({ id }) => id },
    columns: {
      organization: text(({ organization }) => organization),
      /** When it is over, as long as nobody was asked how it went. */
      ends: moment((meeting) => {
        const slot = slotOf(meeting);
        const waits = meeting.state.is === 'scheduled' || meeting.state.is === 'invited';
        return waits && !meeting.followed && slot !== undefined ? endOf(slot, meeting.zone) : undefined;
      }),
      ahead: flag(
        ({ state, followed }) =>
          !followed && (state.is === 'polling' || state.is === 'scheduled' || state.is === 'invited'),
      ),
    },
  }),
  rsvp: table<Rows['rsvp']>()({
    model: 'Rsvp',
    key: { meeting: ({ meeting }) => meeting, person: ({ person }) => person },
    columns: {},
  }),
  poll: table<Rows['poll']>()({
    model: 'Poll',
    key: { id: ({ id }) => id },
    columns: {
      organization: text(({ organization }) => organization),
      meeting: text(({ meeting }) => meeting),
      open: flag(({ state }) => state.is === 'open'),
      closes: moment(({ state, closesAt }) => (state.is === 'open' ? closesAt : undefined)),
      /** Until its voters were reminded. */
      unreminded: flag(({ state, closesAt, reminded }) => state.is === 'open' && closesAt !== undefined && !reminded),
    },
  }),
  ballot: table<Rows['ballot']>()({
    model: 'Ballot',
    key: { poll: ({ poll }) => poll, person: ({ person }) => person },
    columns: {},
  }),
  outcome: table<Rows['outcome']>()({
    model: 'Outcome',
    key: { id: ({ id }) => id },
    columns: {
      organization: text(({ organization }) => organization),
      steering: text(({ steering }) => steering),
      meeting: text(({ meeting }) => meeting),
      report: text(({ report }) => report),
      by: text(({ by }) => by),
      /** When time alone changes it: it is handed over, or what happened last can no longer be undone. */
      hands: moment((outcome) =>
        outcome.state.is === 'submitted' && !isHanded(outcome) ? outcome.state.objectUntil : outcome.undo?.until,
      ),
      live: flag(({ state: { is } }) => is !== 'declined' && is !== 'reported'),
      pending: flag(isPending),
      reportable: flag(isReportable),
    },
  }),
  assignment: table<Rows['assignment']>()({
    model: 'Assignment',
    key: { id: ({ id }) => id },
    columns: { from: text(({ from }) => from), to: text(({ to }) => to), open: flag(({ state }) => state !== 'done') },
  }),
  deadline: table<Rows['deadline']>()({
    model: 'Deadline',
    key: { id: ({ id }) => id },
    columns: {
      sitting: text(({ sitting }) => sitting),
      organization: text(({ organization }) => organization),
      at: moment(({ at }) => at),
      /** Until it is met, or its coordinator was told that it was not. */
      open: flag(({ state, escalated }) => state.is === 'open' && !escalated),
    },
  }),
  paper: table<Rows['paper']>()({
    model: 'Paper',
    key: { id: ({ id }) => id },
    columns: { sitting: text(({ sitting }) => sitting), organization: text(({ organization }) => organization) },
  }),
  dialog: table<Rows['dialog']>()({
    model: 'Dialog',
    key: { id: ({ id }) => id },
    columns: {
      person: text(({ person }) => person),
      place: text(({ place }) => place),
      alive: flag(isAlive),
      touched: moment(({ touched }) => touched),
    },
  }),
  counter: table<Rows['counter']>()({ model: 'Counter', key: { of: ({ of }) => of }, columns: {} }),
  utterance: table<Rows['utterance']>()({
    model: 'Utterance',
    key: { connection: ({ message }) => message.connection, message: ({ message }) => message.id },
    columns: { person: text(({ person }) => person) },
  }),
  access: table<Rows['access']>()({
    model: 'Access',
    key: { id: ({ id }) => id },
    columns: { person: text(({ person }) => person) },
  }),
  snapshot: table<Rows['snapshot']>()({ model: 'Snapshot', key: { id: ({ id }) => id }, columns: {} }),
};

/** The table's name and the table itself, paired for generic code. */
export const describe = <T extends Table>(name: T): Description<Rows[T]> =>
  tables[name] as unknown as Description<Rows[T]>; // TypeScript does not pair a key with its mapped value
export const tableNames = Object.keys(tables) as Table[];

export const keyOf = <T extends Table>(name: T, row: Rows[T]): readonly string[] =>
  Object.values(describe(name).key).map((of) => of(row));
/** Names one row in all of the database, and can be read back. */
export const rowName = (name: Table, body: BodyId, key: readonly string[]): string =>
  JSON.stringify([name, body, ...key]);
export const readRowName = (name: string): readonly [Table, BodyId, ...string[]] => JSON.parse(name);
/** U-9 before U-10. */
export const compareKeys = (a: readonly string[], b: readonly string[]): number => {
  for (const [i, one] of a.entries()) {
    const other = b[i] ?? '';
    const order = one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
    if (order !== 0) return order;
  }
  return 0;
};
export const changeName = (body: BodyId, { table: name, row }: Change): string =>
  rowName(name, body, keyOf(name, row as Rows[typeof name]));

/** As it stands in its table: the key and the columns beside the value. */
export const recordOf = ({
  body,
  version,
  change: { table: name, row },
}: {
  body: BodyId;
  version: number;
  change: Change;
}): Readonly<Record<string, unknown>> => {
  const { key, columns } = describe(name);
  const keys = keyOf(name, row as Rows[typeof name]);
  return {
    body,
    ...Object.fromEntries(Object.keys(key).map((part, i) => [part, keys[i]])),
    ...Object.fromEntries(Object.entries(columns).map(([column, [, of]]) => [column, of(row as never) ?? null])),
    version,
    value: row,
  };
};
