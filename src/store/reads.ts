import { slotOf } from '../core/model/meeting.ts';
import type { BodyId } from '../core/model/place.ts';
import { endOf, startOf } from '../core/model/slot.ts';
import { hasCome } from '../core/model/time.ts';
import type { Across, Reading, Reads, Version } from '../core/ports.ts';
import type { Rows, Table } from '../core/step.ts';
import type { Kept, Source, Where } from './source.ts';
import { keyOf, rowName } from './tables.ts';

type PostReads = Pick<Reads, 'posts'>['posts'];
const LAST = '9999';

/**
 * Reads of one body over any source. Rows asked for by key, and found absent by it, are noted with their version; of lists,
 * those that `list` gives. What `seen` gives is only to be shown or counted.
 */
export const reading = (source: Source, body: BodyId, posts: PostReads): Reading => {
  const relied = new Map<string, Version>();
  const note = (row: string, version: number) => {
    if (!relied.has(row)) relied.set(row, { row, version }); // the first look counts: what came later may mix two states
  };
  const get = async <T extends Table>(table: T, ...key: readonly string[]): Promise<Rows[T] | undefined> => {
    const found = await source.get(table, body, key);
    note(rowName(table, body, key), found?.version ?? 0);
    return found?.row;
  };
  const list = async <T extends Table>(table: T, where: Where<T>): Promise<readonly Rows[T][]> => {
    const found = await source.list(table, where, body);
    for (const { row, version } of found) note(rowName(table, body, keyOf(table, row)), version);
    return found.map(({ row }) => row);
  };
  /** Given to be shown or counted, not to be relied on: votes do not wait for each other. */
  const seen = async <T extends Table>(table: T, where: Where<T>): Promise<readonly Rows[T][]> =>
    (await source.list(table, where, body)).map(({ row }) => row);

  const reads: Reads = {
    async body() {
      const found = await get('body');
      if (found === undefined) throw new Error(`no body ${body}`);
      return found;
    },
    organizations: { byId: (id) => get('organization', id), all: () => seen('organization', {}) },
    people: { byId: (id) => get('person', id), all: () => seen('person', {}) },
    memberships: {
      of: (person) => list('membership', { person }),
      in: (organization) => seen('membership', { organization }),
      all: () => seen('membership', {}),
    },
    seats: { of: (organization) => seen('seat', { organization }) },
    accounts: {
      of: async (person) => (await seen('account', { person })).map(({ account }) => account),
      ofAll: (people) => seen('account', { person: { in: people } }),
      owner: async ({ connection, id }) => (await get('account', connection, id))?.person,
    },
    places: {
      byId: (id) => get('place', id),
      at: async ({ connection, room }) => (await list('place', { connection, room }))[0],
      isElsewhere: async ({ connection, room }) =>
        (await source.list('place', { connection, room })).some((each) => each.body !== body),
      of: (organization) => seen('place', { organization }),
      on: (connection, organizations) => seen('place', { connection, organization: { in: organizations } }),
      directOf: async (people) =>
        (await seen('place', { person: { in: people } })).filter(({ state }) => state === 'joined'),
      spaces: async (connection) => (await list('place', { connection })).filter((place) => place.kind === 'space'),
      direct: async (person) => (await seen('place', { person })).filter(({ state }) => state === 'joined'),
    },
    accesses: {
      byId: (id) => get('access', id),
      of: (person) => list('access', { person }),
      all: () => seen('access', {}),
    },
    counters: { last: async (of) => (await get('counter', of))?.last ?? 0 },
    polls: { byId: (id) => get('poll', id), open: (organization) => seen('poll', { organization, open: true }) },
    ballots: { by: (person, poll) => get('ballot', poll, person), of: (poll) => seen('ballot', { poll }) },
    meetings: {
      byId: (id) => get('meeting', id),
      async ahead(organization, now) {
        const start = (meeting: Rows['meeting']) => {
          const slot = slotOf(meeting);
          return slot === undefined ? LAST : startOf(slot, meeting.zone);
        };
        const all = await seen('meeting', { organization, ahead: true });
        return all
          .filter((meeting) => {
            const slot = slotOf(meeting);
            return slot === undefined || !hasCome(endOf(slot, meeting.zone), now);
          })
          .toSorted((a, b) => (start(a) < start(b) ? -1 : 1));
      },
      ofAll: (organizations) => seen('meeting', { organization: { in: organizations } }),
    },
    rsvps: { by: (person, meeting) => get('rsvp', meeting, person), of: (meeting) => seen('rsvp', { meeting }) },
    outcomes: {
      byId: (id) => get('outcome', id),
      live: (organization) => seen('outcome', { organization, live: true }),
      pending: (steering) => seen('outcome', { steering, pending: true }),
      reportable: (steering) => list('outcome', { steering, reportable: true }),
      reportedIn: (report) => seen('outcome', { report }),
      ofAll: (organizations) => seen('outcome', { organization: { in: organizations } }),
    },
    assignments: { byId: (id) => get('assignment', id), open: (to) => seen('assignment', { to, open: true }) },
    deadlines: {
      byId: (id) => get('deadline', id),
      of: (sitting) => list('deadline', { sitting }),
      open: (organization) => seen('deadline', { organization, open: true }),
    },
    papers: { byId: (id) => get('paper', id), for: (sitting) => list('paper', { sitting }) },
    dialogs: {
      byId: (id) => get('dialog', id),
      awaiting: (person, place) => list('dialog', { person, place, alive: true }),
      alive: () => seen('dialog', { alive: true }),
    },
    posts,
    utterances: { at: (message) => get('utterance', message.connection, message.id) },
    snapshots: { byId: (id) => get('snapshot', id) },
  };
  return { reads, relied: () => [...relied.values()] };
};

const plain = <T extends Table>(kept: readonly Kept<T>[]) => kept.map(({ body, row }) => ({ body, row }));

export const across = (source: Source): Across => ({
  async place({ connection, room }) {
    const [found] = await source.list('place', { connection, room });
    return found && { body: found.body, row: found.row };
  },
  people: async ({ connection, id }) =>
    (await source.list('account', { connection, account: id }))
      .map(({ body, row }) => ({ body, row: row.person }))
      .toSorted((a, b) => (a.body < b.body ? -1 : 1)),
  bodies: async () => (await source.list('body', {})).map(({ body }) => body),
  bodiesOn: async (connection) => [...new Set((await source.list('place', { connection })).map(({ body }) => body))],
  pollsToClose: async (now) => plain(await source.list('poll', { closes: { upTo: now.toString() } })),
  pollsToRemind: async (before) =>
    plain(await source.list('poll', { unreminded: true, closes: { upTo: before.toString() } })),
  meetingsEnded: async (now) => plain(await source.list('meeting', { ends: { upTo: now.toString() } })),
  outcomesDue: async (now) => plain(await source.list('outcome', { hands: { upTo: now.toString() } })),
  openDeadlines: async () => plain(await source.list('deadline', { open: true })),
  dialogsUntouched: async (since) =>
    plain(await source.list('dialog', { alive: true, touched: { upTo: since.toString() } })),
});
