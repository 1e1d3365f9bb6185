import type { Progress } from '../../model/assignment.ts';
import type { Kind, OutcomeState } from '../../model/outcome.ts';
import type { OutcomeNews } from '../../views/refs.ts';
import { type Inline, line, typed, type Words } from '../doc.ts';

const kinds = {
  goal: 'Ziel',
  inventory: 'Bestand',
  need: 'Bedarf',
  proposal: 'Vorschlag',
  access: 'Zugang',
  offer: 'Angebot',
  'building-block': 'Baustein',
  network: 'Vernetzung',
  'next-step': 'Nächster Schritt',
} satisfies Record<Kind, string>;
export const outcome = {
  kinds: kinds as Record<Kind, string>,
  states: {
    draft: 'Einspruch, wird besprochen',
    submitted: 'eingereicht, Einspruch noch möglich',
    'taken-up': 'aufgegriffen',
    'asked-back': 'Rückfrage offen',
    decided: 'entschieden',
    declined: 'abgelehnt',
    reported: 'berichtet',
  } satisfies Record<OutcomeState['is'], string>,
  handing: 'geht gleich an die Lenkungsgruppe',
  handed: 'liegt bei der Lenkungsgruppe',
  reportedIn: (paper: string): string => `berichtet in ${paper}`,
  due: (kind: Kind, day: string): string => (kind === 'offer' ? `prüfen am ${day}` : `bis ${day}`),
  reportTitle: (organization: Inline, meeting: string | undefined): Words =>
    line`Ergebnisse ${organization}${meeting === undefined ? '' : `, Sitzung ${meeting}`}`,
  reportFrom: (organization: Inline, meeting: string | undefined, n: number): Words =>
    line`${organization} reicht ${n === 1 ? 'ein Ergebnis' : `${n} Ergebnisse`} ein${meeting === undefined ? '' : ` (Sitzung ${meeting})`}`,
  cardsBelow: 'Bitte sehen Sie die Ergebnisse einzeln an: aufgreifen, nachfragen, entscheiden oder ablehnen.',
  objectUntil: (moment: string): Words => [
    `Stimmt etwas nicht? Bis ${moment} ist ein Einspruch möglich. Danach gehen die Ergebnisse an die Lenkungsgruppe.`,
  ],
  more: (n: number): Words => [
    n === 1 ? 'Dazu kommt ein nichtöffentliches Ergebnis.' : `Dazu kommen ${n} nichtöffentliche Ergebnisse.`,
  ],
  hidden: (id: string): Words =>
    line`${id} ist nichtöffentlich, und in diesem Raum lesen auch andere mit. Was dort steht, zeige ich im Direktchat: ${typed(`ergebnis ${id}`)}`,
  state: 'Stand',
  decision: 'Entscheidung',
  reason: 'Begründung',
  nextStep: 'Nächster Schritt',
  objection: 'Einspruch',
  answeredBelow: 'Antwort bei der nächsten Frage',
  afterObjection: (id: string): Words =>
    line`Wer das Ergebnis aufgenommen hat oder die Gruppe leitet, kann es ändern: ${typed(`ergebnis ändern ${id} <neuer Text>`)}. Oder es bleibt, wie es ist. Die Frist für Einsprüche beginnt dann neu, und danach geht es an die Lenkungsgruppe.`,
  picks: {
    keep: 'Bleibt so',
    'take-up': 'Aufgreifen',
    'ask-back': 'Nachfragen',
    decide: 'Entscheiden',
    decline: 'Ablehnen',
    undo: 'Rückgängig',
    answer: 'Antworten',
    object: 'Einspruch',
  },
  news: {
    objected: (id) => `Einspruch gegen ${id}`,
    corrected: (id) => `${id} ist geändert`,
    kept: (id) => `${id} bleibt, wie es ist`,
    'taken-up': (id) => `Die Lenkungsgruppe greift ${id} auf`,
    'asked-back': (id) => `Die Lenkungsgruppe hat eine Frage zu ${id}`,
    answered: (id) => `Antwort zu ${id}`,
    decided: (id) => `Die Lenkungsgruppe hat über ${id} entschieden`,
    declined: (id) => `Die Lenkungsgruppe hat ${id} abgelehnt`,
    undone: (id) => `Der letzte Schritt zu ${id} ist rückgängig gemacht`,
    reported: (id) => `${id} wird berichtet`,
  } satisfies Record<OutcomeNews, (id: string) => string>,
};
const assignmentStates = { open: 'offen', 'in-progress': 'in Arbeit', done: 'erledigt' } satisfies Record<
  Progress,
  string
>;
export const assignment = {
  title: (id: string, from: Inline, to: Inline): Words => line`Auftrag ${id} von ${from} an ${to}`,
  due: (day: string): Words => [`Bis ${day}`],
  about: (id: string): Words => [`Gehört zu ${id}`],
  states: assignmentStates as Record<Progress, string>,
  picks: { open: 'Wieder offen', 'in-progress': 'In Arbeit', done: 'Erledigt' } satisfies Record<Progress, string>,
  news: (id: string, to: Inline, state: Progress): Words => line`${id} (${to}): ${assignmentStates[state]}`,
};
