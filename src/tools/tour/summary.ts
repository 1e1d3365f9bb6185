import type { Language } from '../../core/model/place.ts';
import type { Database } from '../../store/database.ts';

export type Summary = Readonly<Record<string, number>>;

/** For people who read German; English has the names themselves. */
const german: Readonly<Record<string, string>> = {
  people: 'Personen',
  polls: 'Umfragen',
  ballots: 'Stimmzettel',
  meetings: 'Sitzungen',
  rsvps: 'Rückmeldungen',
  outcomes: 'Ergebnisse',
  'outcomes draft': 'davon unter Einspruch',
  'outcomes submitted': 'davon eingereicht',
  'outcomes taken-up': 'davon aufgegriffen',
  'outcomes asked-back': 'davon in Rückfrage',
  'outcomes decided': 'davon entschieden',
  'outcomes declined': 'davon abgelehnt',
  'outcomes reported': 'davon berichtet',
  assignments: 'Aufträge',
  deadlines: 'Fristen',
  papers: 'Vorlagen',
  dialogs: 'Gespräche',
  causes: 'Ereignisse',
  refused: 'davon zurückgewiesen',
  posts: 'Beiträge',
  'changes of posts': 'Änderungen an Beiträgen',
  messages: 'Nachrichten',
  unsettled: 'nicht zugestellt',
  held: 'zurückgehalten',
};
export const inWords = (summary: Summary, language: Language): string =>
  Object.entries(summary)
    .map(([what, n]) => `${language === 'de' ? (german[what] ?? what) : what}: ${n}`)
    .join(', ');

/** What there is at the end, as the database says; nothing is counted along the way. */
export const summaryOf = async (db: Database, body: string): Promise<Summary> => {
  const where = { body };
  const [causes, refused] = await Promise.all([
    db.cause.count({ where }),
    db.$queryRawUnsafe<{ n: number }[]>(
      `select count(*)::int as n from "Cause" where body = $1 and said ? 'refused'`,
      body,
    ),
  ]);
  const states = await db.$queryRawUnsafe<{ state: string; n: number }[]>(
    `select value->'state'->>'is' as state, count(*)::int as n from "Outcome" where body = $1 group by 1 order by 1`,
    body,
  );
  const edits = await db.$queryRawUnsafe<{ n: number }[]>(
    `select coalesce(sum(wanted - 1), 0)::int as n from "Post" where body = $1`,
    body,
  );
  return {
    people: await db.person.count({ where }),
    polls: await db.poll.count({ where }),
    ballots: await db.ballot.count({ where }),
    meetings: await db.meeting.count({ where }),
    rsvps: await db.rsvp.count({ where }),
    outcomes: await db.outcome.count({ where }),
    ...Object.fromEntries(states.map(({ state, n }) => [`outcomes ${state}`, n])),
    assignments: await db.assignment.count({ where }),
    deadlines: await db.deadline.count({ where }),
    papers: await db.paper.count({ where }),
    dialogs: await db.dialog.count({ where }),
    causes,
    refused: refused[0]?.n ?? 0,
    posts: await db.post.count({ where }),
    'changes of posts': edits[0]?.n ?? 0,
    messages: await db.piece.count({ where: { ...where, message: { not: null } } }),
    unsettled: await db.post.count({ where: { ...where, open: true } }),
    held: await db.post.count({ where: { ...where, stuck: true } }),
  };
};
