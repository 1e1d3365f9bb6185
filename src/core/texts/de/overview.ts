import type { Station } from '../../views/overview-flow.ts';
import { type Inline, line, type Words } from '../doc.ts';

/** A person's page, at a glance. */
export const overview = {
  tasks: 'Meine Aufgaben',
  deadlines: 'Fristen',
  outcomes: 'Ergebnisse',
  sittings: 'Sitzungen',
  toRoom: 'zum Raum',
  next: (committee: Inline, day: Inline, left: number): Words =>
    line`Nächste Sitzung: ${committee}, ${day}, ${left === 0 ? 'heute' : left === 1 ? 'morgen' : `in ${left} Tagen`}.`,
  nextStop: (step: string, day: string): string => `Als Nächstes: ${step}, bis ${day}.`,
  allDone: 'Alles, was vor der Sitzung zu tun ist, ist erledigt.',
  missing: (names: Words, n: number): Words => line`${n === 1 ? 'es fehlt' : 'es fehlen'} ${names}`,
  sitting: 'Sitzung',
  noPlan: 'Gerade steht keine Sitzung eines Ausschusses an, zu der es Fristen gibt.',
  outcomesSay: (n: number): string =>
    `${n === 1 ? 'Ein Ergebnis, und wie weit es gekommen ist.' : `${n} Ergebnisse, und wie weit sie gekommen sind.`} Der leere Teil eines Balkens wartet noch.`,
  noOutcomes: 'Es gibt noch keine Ergebnisse, die Sie sehen dürfen.',
  byGroup: 'Nach Gremien',
  group: 'Gremium',
  stations: {
    submitted: 'eingereicht',
    'taken-up': 'aufgegriffen',
    'asked-back': 'nachgefragt',
    decided: 'entschieden',
    reported: 'berichtet',
  } satisfies Record<Station, string>,
  waiting: {
    submitted: (n: number): string => (n === 1 ? '1 wartet' : `${n} warten`),
    'taken-up': (n: number): string => `${n} in Beratung`,
    'asked-back': (n: number): string => `${n} noch ohne Antwort`,
    decided: (n: number): string => `${n} noch nicht berichtet`,
  } satisfies Record<Exclude<Station, 'reported'>, (n: number) => string>,
  declined: (n: number): string => `${n} abgelehnt`,
  voted: (n: number, of: number): string => `${n} von ${of} haben abgestimmt`,
  ownVote: 'Ihre Stimme ist da',
  noVote: 'Ihre Stimme fehlt noch',
  comes: (n: number): string => (n === 1 ? '1 Zusage' : `${n} Zusagen`),
  reply: (said: string): string => `Sie: ${said}`,
  noSittings: 'In diesem Monat ist keine Sitzung geplant.',
  before: 'Voriger Monat',
  after: 'Nächster Monat',
  thisMonth: 'Dieser Monat',
  due: 'Frist',
  legend: 'Rot ist heute, grau sind Sonn- und Feiertage.',
};
