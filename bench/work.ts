import { numbered } from '../src/core/model/number.ts';
import { ok } from '../src/core/model/result.ts';
import { save } from '../src/core/step.ts';
import { jobs } from '../src/core/ticks/index.ts';
import { body } from '../tests/support/district.ts';
import type { From, Replica } from './replica.ts';

/** What one round hands on from command to command. */
type Round = { poll?: string; meeting?: string; outcome?: string };
export type Work = {
  name: string;
  /** A command counts for the goal; the rest is what goes on beside. */
  kind: 'command' | 'beside';
  run(at: Replica, round: Round): Promise<void>;
  /** Not measured. */
  before?(at: Replica, round: Round): Promise<void>;
};
const ada: From = { on: 'slack', user: 'ada', room: 'wohnen' };
const alone: From = { on: 'slack', user: 'ada', room: 'D-ada', direct: true };
const ben: From = { on: 'matrix', user: '@ben', room: '!wohnen' };
const kim: From = { on: 'slack', user: 'kim', room: 'lenkung' };

const typed = (name: string, from: From, words: (round: Round) => string): Work => ({
  name,
  kind: 'command',
  async run(at, round) {
    const answer = JSON.stringify(await at.send(from, { type: 'typed', text: words(round) }));
    const [poll] = /U-\d+/.exec(answer) ?? [];
    if (poll !== undefined) round.poll ??= poll;
  },
});
/** Twice: what hangs under another waits until that one stands. */
const settled = async (at: Replica): Promise<void> => {
  await at.deliver();
  await at.deliver();
};
/** Delivers first: one can only click what stands there. */
const clicked = (name: string, from: From, on: (round: Round) => string | undefined, button: string): Work => ({
  name,
  kind: 'command',
  before: settled,
  async run(at, round) {
    await at.send(from, { type: 'clicked', on: at.message(from.on, from.room, `${on(round)}`), button });
  },
});
/** Handed over, and nobody has looked at it yet. */
const submitOutcome = async ({ store }: Replica, round: Round): Promise<void> => {
  const { reads } = store.read(body);
  const last = (await reads.counters.last('E')) + 1;
  const id = numbered('E', last);
  round.outcome = id;
  await store.ledger.commit({
    body,
    cause: `submit:${id}`,
    expect: [],
    decision: ok({
      save: [
        save('counter', { of: 'E', last }),
        save('outcome', {
          id,
          organization: 'org:wohnen',
          steering: 'org:lenkung',
          report: numbered('D', last * 10_000),
          by: 'P-1',
          kind: 'need',
          text: 'Drei Familien suchen dringend',
          label: 'public',
          questions: [],
          state: { is: 'submitted', objectUntil: '2026-06-12T16:00:00Z' },
        }),
      ],
      posts: [],
    }),
  });
};

/** A meeting from its poll to its end. After a round nothing is open that was not open before, so that only the past grows. */
export const works: readonly Work[] = [
  typed('open a poll', ada, () => '!ak umfrage Di 30.6. 14–16 Uhr; Do 2.7. 10–12 Uhr'),
  {
    name: 'deliver a poll and its tally',
    kind: 'beside',
    run: (at) => at.deliver(),
  },
  clicked('vote by click', ada, ({ poll }) => `${poll}:`, '1:yes'),
  {
    name: 'vote by reply',
    kind: 'command',
    async run(at, { poll }) {
      const to = at.message('matrix', '!wohnen', `${poll}:`);
      await at.send(ben, { type: 'typed', text: '1 ja, 2 nein', to });
    },
  },
  typed('look at the tasks', alone, () => '!ak aufgaben'),
  typed('close the poll', ada, ({ poll }) => `!ak umfrage schließen ${poll}`),
  {
    name: 'fix the date',
    kind: 'command',
    async run(at, round) {
      const answer = await at.send(ada, { type: 'typed', text: `!ak sitzung festlegen ${round.poll} ort: Raum 114` });
      const [meeting] = /S-\d+/.exec(JSON.stringify(answer)) ?? [];
      if (meeting === undefined) throw new Error('no meeting was fixed');
      round.meeting = meeting;
    },
  },
  typed('add an agenda item', ben, ({ meeting }) => `!ak top ${meeting} Stand der Wohnungssuche`),
  typed('invite', ada, ({ meeting }) => `!ak sitzung einladen ${meeting}`),
  clicked('rsvp by click', ben, ({ meeting }) => `${meeting}`, 'rsvp:yes'),
  typed('begin a report', alone, ({ meeting }) => `!ak ergebnisse aufnehmen ${meeting}`),
  typed('answer a question', alone, () => 'ja'),
  typed('break off the report', alone, () => 'abbrechen'),
  typed('cancel the meeting', ada, ({ meeting }) => `!ak sitzung absagen ${meeting}`),
  {
    name: 'tick outcomes, one to hand over',
    kind: 'beside',
    before: submitOutcome,
    run: (at) => at.tick('outcomes'),
  },
  clicked('take up an outcome', kim, ({ outcome }) => `${outcome} ·`, 'take-up'),
  typed('decline an outcome', kim, ({ outcome }) => `!ak ablehnen ${outcome} Bitte direkt ans Amt`),
  ...[...jobs.keys()].map(
    (job): Work => ({
      name: `tick ${job}, nothing due`,
      kind: 'beside',
      before: settled,
      run: (at) => at.tick(job),
    }),
  ),
  {
    name: 'due, nothing to send',
    kind: 'beside',
    before: settled,
    async run({ store }) {
      const due = await store.outbox.due('slack');
      if (due.length > 0) throw new Error(`${due.length} posts are left over`);
    },
  },
];
