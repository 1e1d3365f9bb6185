import type { Post } from '../src/core/messages.ts';
import { numbered } from '../src/core/model/number.ts';
import type { Outcome } from '../src/core/model/outcome.ts';
import type { PersonId, PlaceId } from '../src/core/model/place.ts';
import { postKey } from '../src/core/model/post.ts';
import { type Change, save } from '../src/core/step.ts';
import type { ViewRef } from '../src/core/views/refs.ts';
import { describe, recordOf } from '../src/store/tables.ts';
import { body } from '../tests/support/district.ts';
import { type Address, ask } from './server.ts';

/** Stands for the number of a meeting in the rows below. It is long and odd enough to stand nowhere by chance. */
const HERE = 918_273_645;
/** Where a meeting has several of a kind, the second digit counts them: E-<meeting><nth>. */
const nth = (n: number): number => HERE * 10 + n;

const people: readonly PersonId[] = ['P-1', 'P-2', 'P-3', 'P-4', 'P-5'];
const rooms: readonly { id: PlaceId; connection: string }[] = [
  { id: 'R-1', connection: 'slack' },
  { id: 'R-2', connection: 'matrix' },
];
const slot = { from: '2024-03-05T13:00:00Z', to: '2024-03-05T15:00:00Z' };
const poll = numbered('U', HERE);
const meeting = numbered('S', HERE);
const report = numbered('D', HERE);
const paper = numbered('V', HERE);

const outcome = (n: number, kind: Outcome['kind']): Change =>
  save('outcome', {
    id: numbered('E', nth(n)),
    organization: 'org:wohnen',
    steering: 'org:lenkung',
    meeting,
    report,
    by: 'P-1',
    kind,
    text: 'Drei Familien suchen dringend eine Wohnung, zwei davon mit kleinen Kindern.',
    label: 'public',
    questions: [],
    settlement: { text: 'Wir unterstützen das.', by: 'P-3' },
    state: { is: 'reported', paper },
  });

/** All that one meeting leaves behind once everything is over: nothing of it is open, asked for or still to be sent. */
const rows: readonly Change[] = [
  save('meeting', {
    id: meeting,
    organization: 'org:wohnen',
    zone: 'Europe/Berlin',
    where: { room: 'Raum 114' },
    agenda: [{ number: 1, title: 'Stand der Wohnungssuche', by: 'P-2', label: 'public', note: 'Berichtet.' }],
    revision: 1,
    followed: true,
    state: { is: 'held', slot, present: people },
  }),
  save('poll', {
    id: poll,
    organization: 'org:wohnen',
    meeting,
    by: 'P-1',
    options: [
      { number: 1, slot },
      { number: 2, slot: { from: '2024-03-07T09:00:00Z' } },
    ],
    opened: '2024-02-20T08:00:00Z',
    closesAt: '2024-02-27T17:00:00Z',
    reminded: true,
    hidden: false,
    extensible: false,
    state: { is: 'closed', at: '2024-02-27T17:00:00Z' },
  }),
  ...people.flatMap((person) => [
    save('ballot', { poll, person, marks: [{ option: 1, fits: 'yes' }] }),
    save('rsvp', { meeting, person, slot, reply: 'yes' }),
    save('utterance', {
      message: { connection: 'slack', id: `past-${person}-${HERE}` },
      person,
      did: 'vote',
      marks: [],
      poll,
    }),
  ]),
  outcome(1, 'need'),
  outcome(2, 'goal'),
  outcome(3, 'next-step'),
  save('assignment', {
    id: numbered('A', HERE),
    from: 'org:lenkung',
    to: 'org:wohnen',
    by: 'P-3',
    text: 'Bitte die Betriebe fragen.',
    label: 'public',
    state: 'done',
  }),
  save('deadline', {
    id: numbered('F', HERE),
    sitting: meeting,
    step: 'results',
    organization: 'org:wohnen',
    day: '2024-03-01',
    at: '2024-03-01T17:00:00Z',
    remind: [7, 1],
    state: { is: 'done', by: 'P-1' },
  }),
  save('dialog', {
    id: report,
    script: 'report',
    version: 1,
    about: { organization: 'org:wohnen', meeting },
    person: 'P-1',
    place: 'R-6',
    answers: [{ path: 'need.1.title', value: 'Drei Familien suchen dringend eine Wohnung.' }],
    state: 'done',
    asked: 12,
    touched: '2024-03-06T10:00:00Z',
  }),
];
const said: readonly { key: readonly (string | number)[]; view: ViewRef; urgency: Post['urgency'] }[] = [
  { key: ['poll', poll], view: { view: 'poll', poll }, urgency: 'quiet' },
  { key: ['poll-result', poll], view: { view: 'poll-result', poll }, urgency: 'notice' },
  { key: ['meeting', meeting], view: { view: 'meeting', meeting }, urgency: 'quiet' },
  {
    key: ['report', report],
    view: { view: 'report', report, organization: 'org:wohnen', side: 'source' },
    urgency: 'quiet',
  },
];
const CAUSES = 20;

type Stored = { model: string; values: Readonly<Record<string, unknown>> };
const stored = (change: Change): Stored => ({
  model: describe(change.table).model,
  values: recordOf({ body, version: 1, change }),
});
const others: readonly Stored[] = [
  ...Array.from(
    { length: CAUSES },
    (_, n): Stored => ({
      model: 'Cause',
      values: { body, cause: `slack:past-${HERE}-${n}`, said: { say: { view: 'ballot', poll, person: 'P-1' } } },
    }),
  ),
  ...rooms.flatMap(({ id, connection }) =>
    said.flatMap(({ key, view, urgency }): readonly Stored[] => {
      const post = postKey(...key, id);
      return [
        {
          model: 'Post',
          values: {
            body,
            key: post,
            place: id,
            connection,
            view,
            urgency,
            wanted: 3,
            made: 3,
            label: 'public',
            open: false,
          },
        },
        {
          model: 'Piece',
          values: { body, post, n: 0, state: { is: 'sent' }, connection, message: `past-${post}` },
        },
      ];
    }),
  ),
];
/** Of one meeting, parents first. */
const unit: readonly Stored[] = [...rows.map(stored), ...others];

/** From so many rows on, only the smaller fillings vouch for the foreign keys. */
const TRUSTED = 20_000;
const counters = ['U', 'S', 'D', 'E', 'A', 'V', 'F'] as const;

/** Fills a district with about so many rows of what is over, set by set, and lets the planner know. Returns how many. */
export const fill = async (at: Address, wanted: number): Promise<number> => {
  const meetings = Math.max(1, Math.round(wanted / unit.length));
  const each = (text: string) => `replace(${text}, '${HERE}', g::text)`;
  const inserts = unit.map(({ model, values }) => {
    const names = Object.keys(values);
    const columns = names.map((name) => `"${name}"`).join(', ');
    return {
      text: `insert into "${model}" (${columns}) select ${names.map((name) => `r."${name}"`).join(', ')}
        from generate_series(1, $1::integer) g, jsonb_populate_record(null::"${model}", ${each('$2')}::jsonb) r`,
      values: [meetings, JSON.stringify(values)],
    };
  });
  await ask(
    at,
    `set session_replication_role = ${wanted > TRUSTED ? 'replica' : 'origin'}`,
    'begin',
    ...inserts,
    ...counters.map((of) => ({
      text: `insert into "Counter" (body, of, version, value) values ($1, $2, 1, $3)
        on conflict (body, of) do update set value = excluded.value`,
      values: [body, of, { of, last: meetings * 10 + 9 }],
    })),
    'commit',
    'vacuum analyze',
    'checkpoint',
  );
  return meetings * unit.length;
};
