import { afterEach, describe, expect, test } from 'vitest';
import { instant } from '../../src/core/model/time.ts';
import type { Reads } from '../../src/core/ports.ts';
import { type Change, type Rows, save, type Table } from '../../src/core/step.ts';
import { tableNames } from '../../src/store/tables.ts';
import { body } from '../support/district.ts';
import type { StoreKind } from '../support/stores.ts';
import { type Given, given } from './given.ts';
import { hostile, samples } from './rows.ts';

/** How a row is asked for by its key. */
const read: { [T in Table]: (reads: Reads, row: Rows[T]) => Promise<unknown> } = {
  body: (reads) => reads.body(),
  organization: (reads, { id }) => reads.organizations.byId(id),
  seat: async (reads, { id, organization }) => (await reads.seats.of(organization)).find((seat) => seat.id === id),
  person: (reads, { id }) => reads.people.byId(id),
  membership: async (reads, { person, organization }) =>
    (await reads.memberships.of(person)).find((each) => each.organization === organization),
  account: async (reads, { account, person }) => {
    const found = (await reads.accounts.of(person)).find(
      ({ connection, id }) => connection === account.connection && id === account.id,
    );
    return found && { account: found, person };
  },
  place: (reads, { spot }) => reads.places.at(spot),
  poll: (reads, { id }) => reads.polls.byId(id),
  ballot: (reads, { poll, person }) => reads.ballots.by(person, poll),
  meeting: (reads, { id }) => reads.meetings.byId(id),
  rsvp: (reads, { meeting, person }) => reads.rsvps.by(person, meeting),
  outcome: (reads, { id }) => reads.outcomes.byId(id),
  assignment: (reads, { id }) => reads.assignments.byId(id),
  deadline: (reads, { id }) => reads.deadlines.byId(id),
  paper: (reads, { id }) => reads.papers.byId(id),
  dialog: (reads, { id }) => reads.dialogs.byId(id),
  counter: async (reads, { of }) => ({ of, last: await reads.counters.last(of) }),
  utterance: (reads, { message }) => reads.utterances.at(message),
  access: (reads, { id }) => reads.accesses.byId(id),
  snapshot: (reads, { id }) => reads.snapshots.byId(id),
};
type Rest = { [T in Table]: readonly Rows[T][] };
const changes = (rows: Rest): readonly Change[] =>
  tableNames.flatMap((table) => rows[table].map((row) => save(table, row)));

/** What every store keeps of rows: unchanged, in the order in which people count, by the moments they are due. */
export const rowContract = (kind: StoreKind) =>
  describe(`the row contract on ${kind}`, () => {
    let it: Given;
    const begin = async () => {
      it = await given(kind);
      return it;
    };
    afterEach(() => it.end());

    test('every kind of row comes back as it was written, whatever people typed, and once more when it is written over', async () => {
      const { commit, store } = await begin();
      for (const [i, text] of [...hostile, hostile[3] ?? ''].entries()) {
        const rows = samples(text);
        expect((await commit(`e${i}`, changes(rows))).is).toBe('done');
        const { reads } = store.read(body);
        for (const table of tableNames) {
          for (const row of rows[table])
            expect(await (read[table] as (reads: Reads, row: unknown) => Promise<unknown>)(reads, row), table).toEqual(
              row,
            );
        }
      }
    });

    test('what was given can be changed without changing what is kept', async () => {
      const { commit, store } = await begin();
      const marks = [{ option: 1, fits: 'yes' as const }];
      await commit('e1', [...changes(samples('a')), save('ballot', { poll: 'U-1', person: 'P-1', marks })]);
      marks.push({ option: 5, fits: 'yes' });
      const ballot = await store.read(body).reads.ballots.by('P-1', 'U-1');
      expect(ballot?.marks).toHaveLength(1);
      Object.assign(ballot ?? {}, { marks: [] });
      expect((await store.read(body).reads.ballots.by('P-1', 'U-1'))?.marks).toHaveLength(1);
    });

    test('lists come in the order in which people count', async () => {
      const { commit, store } = await begin();
      const {
        poll: [poll],
        outcome: [outcome],
      } = samples('a');
      if (poll === undefined || outcome === undefined) throw new Error('no samples');
      const shuffled = [10, 2, 101, 9, 1, 11, 100, 99] as const;
      await commit('e1', [
        ...changes(samples('a')).filter(({ table }) => table === 'meeting' || table === 'seat'),
        ...shuffled.flatMap((n) => [
          save('poll', { ...poll, id: `U-${n}` }),
          save('outcome', { ...outcome, id: `E-${n}` }),
          save('person', { id: `P-${300 + n}`, name: `${n}`, language: 'de' }),
          save('ballot', { poll: 'U-1', person: `P-${300 + n}`, marks: [] }),
        ]),
      ]);
      const sorted = shuffled.toSorted((a, b) => a - b);
      const { reads } = store.read(body);
      expect((await reads.polls.open('org:wohnen')).map(({ id }) => id)).toEqual(sorted.map((n) => `U-${n}`));
      expect((await reads.outcomes.live('org:wohnen')).map(({ id }) => id)).toEqual(sorted.map((n) => `E-${n}`));
      expect((await reads.ballots.of('U-1')).map(({ person }) => person)).toEqual(sorted.map((n) => `P-${300 + n}`));
      expect((await store.across.pollsToClose(instant('2030-01-01T00:00:00Z'))).map(({ row }) => row.id)).toEqual(
        sorted.map((n) => `U-${n}`),
      );
    });

    test('what is asked for by its state is found in that state alone', async () => {
      const { commit, store } = await begin();
      await commit('e1', changes(samples('a')));
      const { reads } = store.read(body);
      const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join(' ');
      expect(ids(await reads.polls.open('org:wohnen'))).toBe('U-1');
      expect(ids(await reads.outcomes.live('org:wohnen'))).toBe('E-1 E-2 E-3 E-4 E-5 E-6 E-7 E-8 E-9 E-10 E-11 E-12');
      expect(ids(await reads.outcomes.pending('org:lenkung'))).toBe('E-5 E-6 E-7 E-8 E-9 E-10');
      expect(ids(await reads.outcomes.reportable('org:lenkung'))).toBe('E-7 E-11');
      expect(ids(await reads.outcomes.reportedIn('D-1'))).toBe('E-2 E-4 E-6 E-8 E-10 E-12 E-14 E-16');
      expect(ids(await reads.assignments.open('org:wohnen'))).toBe('A-1 A-2');
      expect(ids(await reads.deadlines.open('org:wohnen'))).toBe('F-1');
      expect(ids(await reads.deadlines.of('S-3'))).toBe('F-1 F-2');
      expect(ids(await reads.papers.for('S-3'))).toBe('V-1 V-2');
      expect(ids(await reads.dialogs.awaiting('P-1', 'R-6'))).toBe('D-1');
      expect(ids(await reads.dialogs.alive())).toBe('D-1');
      expect(ids(await reads.places.direct('P-2'))).toBe('');
      expect(ids(await reads.places.of('org:wohnen'))).toBe('R-1 R-2 R-201');
      expect(ids(await reads.meetings.ahead('org:arbeit', instant('2026-07-03T12:00:00Z')))).toBe('S-3 S-4');
      expect(ids(await reads.meetings.ahead('org:wohnen', instant('2026-06-01T00:00:00Z')))).toBe('S-1');
      expect((await store.across.openDeadlines()).map(({ row }) => row.id)).toEqual(['F-1']);
    });

    test('what is due is found from its very moment on, and not a moment before', async () => {
      const { commit, store } = await begin();
      await commit('e1', changes(samples('a')));
      const {
        poll: [poll],
      } = samples('a');
      if (poll === undefined) throw new Error('no sample');
      const { reminded: _, ...unreminded } = poll;
      await commit('e2', [save('poll', { ...unreminded, id: 'U-3', closesAt: '2026-06-29T16:00:00.001Z' })]);
      const { across } = store;
      const found = async (list: Promise<readonly { row: { id: string } }[]>) =>
        (await list).map(({ row }) => row.id).join(' ');
      expect(await found(across.pollsToClose(instant('2026-06-29T15:59:59.999Z')))).toBe('');
      expect(await found(across.pollsToClose(instant('2026-06-29T16:00:00Z')))).toBe('U-1');
      expect(await found(across.pollsToClose(instant('2026-06-29T16:00:00.001Z')))).toBe('U-1 U-3');
      expect(await found(across.pollsToRemind(instant('2026-06-29T16:00:00Z')))).toBe('');
      expect(await found(across.pollsToRemind(instant('2026-06-30T16:00:00Z')))).toBe('U-3');
      // A whole day is over at midnight where the meeting is; a time without an end after two hours.
      expect(await found(across.meetingsEnded(instant('2026-07-03T21:59:59Z')))).toBe('');
      expect(await found(across.meetingsEnded(instant('2026-07-03T22:00:00Z')))).toBe('S-3');
      expect(await found(across.meetingsEnded(instant('2026-07-04T10:00:00Z')))).toBe('S-3 S-4');
      expect(await found(across.outcomesDue(instant('2026-06-20T09:59:59Z')))).toBe('');
      expect(await found(across.outcomesDue(instant('2026-06-20T10:00:00Z')))).toBe('E-3 E-4');
      // what can no longer be undone
      expect(await found(across.outcomesDue(instant('2026-06-20T11:00:00Z')))).toMatch(/^E-2 E-3 E-4 E-6 E-8/);
      expect(await found(across.dialogsUntouched(instant('2026-06-15T07:59:59Z')))).toBe('');
      expect(await found(across.dialogsUntouched(instant('2026-06-15T08:00:00Z')))).toBe('D-1');
    });
  });
