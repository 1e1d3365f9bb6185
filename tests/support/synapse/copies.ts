import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Synapse } from '../../../src/tools/synapse/index.ts';

type Row = Readonly<Record<string, SQLInputValue>>;
/** What is counted up for all rooms together. */
const COUNTED = /^(event_)?stream_ordering$|^stream_id$|^bump_stamp$|^(prev_)?state_group$|^chain_id$/;

/**
 * A room many times over, written where a Synapse that is down keeps its rooms: to make a thousand by asking for them takes
 * minutes. Only in the first versions of rooms is an event's name not made from what it says, so that a copy can have another.
 */
export const copiesOf = ({ home, name }: Pick<Synapse, 'home' | 'name'>, room: string, count: number): string[] => {
  const db = new DatabaseSync(join(home, 'homeserver.db'));
  const ask = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).all(...values) as Row[];
  const column = (rows: readonly Row[], of: string) => rows.map((row) => row[of] ?? null);
  const events = column(ask('select event_id from events where room_id = ?', room), 'event_id');
  const groups = column(ask('select id from state_groups where room_id = ?', room), 'id');
  const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
  const whose = (columns: readonly string[]): readonly [sql: string, values: SQLInputValue[]] | undefined => {
    if (columns.includes('room_id')) return ['room_id = ?', [room]];
    if (columns.includes('event_id')) return [`event_id in (${marks(events)})`, events];
    return columns.includes('state_group') ? [`state_group in (${marks(groups)})`, groups] : undefined;
  };
  const tables = column(
    ask(`select name from sqlite_master where type = 'table' and name not like 'event_search%'`),
    'name',
  );
  const found = tables.flatMap((table) => {
    const asked = whose(column(ask(`select name from pragma_table_info(?)`, table ?? ''), 'name').map(String));
    const rows = asked === undefined ? [] : ask(`select * from "${table}" where ${asked[0]}`, ...asked[1]);
    return rows.length === 0 ? [] : [{ table, rows }];
  });
  const highest = (of: string, table: string) => Number(ask(`select max(${of}) as top from ${table}`)[0]?.['top']);
  const step = Math.max(highest('stream_ordering', 'events'), highest('id', 'state_groups')) + 1;
  const names = [room, ...events.map(String)];
  const made: string[] = [];
  db.exec('begin');
  for (let n = 1; n <= count; n += 1) {
    const copied = (text: string): string =>
      names.reduce((all, each) => all.replaceAll(each, each.replace(`:${name}`, `x${n}:${name}`)), text);
    made.push(copied(room));
    for (const { table, rows } of found)
      for (const row of rows) {
        const copy = Object.entries(row).map(([key, value]): [string, SQLInputValue] => {
          if (typeof value === 'string') return [key, copied(value)];
          const isCounted = COUNTED.test(key) || (table === 'state_groups' && key === 'id');
          return [key, isCounted && typeof value === 'number' ? value + n * step : value];
        });
        const columns = copy.map(([key]) => `"${key}"`).join(', ');
        db.prepare(`insert into "${table}" (${columns}) values (${marks(copy)})`).run(
          ...copy.map(([, value]) => value),
        );
      }
  }
  db.exec('commit');
  db.close();
  return made;
};
