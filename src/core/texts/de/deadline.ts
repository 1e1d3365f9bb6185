import type { PlanStep } from '../../model/plan.ts';
import { type Inline, line, typed, type Words } from '../doc.ts';

/** `days`: so many are left; undefined once it has passed. */
const away = (days: number): string =>
  days === 0 ? ', das ist heute.' : days === 1 ? ', das ist morgen.' : `, in ${days} Tagen.`;

export const deadline = {
  steps: {
    results: 'Ergebnisse einreichen',
    review: 'Ergebnisse durchsehen',
    draft: 'Vorlage entwerfen',
    'co-signing': 'Vorlage mitzeichnen',
    submission: 'Vorlage abgeben',
  } satisfies Record<PlanStep, string>,
  reminder: {
    results: (committee) =>
      line`Bitte reichen Sie die Ergebnisse Ihres Arbeitskreises ein. Sie werden gebraucht für: ${committee}`,
    review: (committee) =>
      line`Bitte sehen Sie die eingereichten Ergebnisse durch: aufgreifen, nachfragen, entscheiden oder ablehnen. Sie werden gebraucht für: ${committee}`,
    draft: (committee) =>
      line`Bitte schreiben Sie den Entwurf der Vorlage (${typed('vorlage schreiben')}) für: ${committee}`,
    'co-signing': (committee) =>
      line`Bitte lassen Sie die Vorlage mitzeichnen und geben Sie sie frei, für: ${committee}`,
    submission: (committee) => line`Bitte geben Sie die Vorlage ab, für: ${committee}`,
  } satisfies Record<PlanStep, (committee: Words) => Words>,
  dueAt: (id: string, moment: string, days: number | undefined): Words => [
    days === undefined ? `${id} war fällig am ${moment}.` : `${id} ist fällig am ${moment}${away(days)}`,
  ],
  shifted: (sitting: Words, day: string, id: string, step: string, moment: string, days: number | undefined): Words =>
    line`Die Sitzung ${sitting} ist verlegt auf ${day}. Ihre Frist ${id} (${step}) ${
      days === undefined ? `war damit schon fällig am ${moment}.` : `ist jetzt fällig am ${moment}${away(days)}`
    }`,
  fell: (sitting: Words, id: string, step: string): Words =>
    line`Die Sitzung ${sitting} ist abgesagt. Ihre Frist ${id} (${step}) entfällt.`,
  handed: (id: string, by: Inline): Words => line`${by} hat Sie als Vertretung für ${id} benannt.`,
  standIn: (id: string): Words => line`Kümmert sich jemand anders darum? ${typed(`vertreten ${id} <Name>`)}`,
  picks: { report: 'Ergebnisse aufnehmen', done: 'Erledigt', later: 'Später erinnern' },
  settled: {
    done: (id: string): Words => [`${id}: Das ist inzwischen erledigt. Danke!`],
    idle: (id: string): Words => [`${id}: Es gibt nichts durchzusehen. Es wurden keine Ergebnisse eingereicht.`],
  },
  lapsed: (id: string): Words => [`${id}: Die Sitzung ist abgesagt. Diese Frist gilt nicht mehr.`],
  missed: (id: string, step: string, organization: Inline, moment: string): Words =>
    line`Die Frist ${id} ist verstrichen: ${step}, ${organization}, fällig war ${moment}.`,
  wereAsked: 'Erinnert wurden: ',
  notAsked: 'Keine Erinnerung ging an: ',
  planTitle: (sitting: string, committee: Inline): Words => line`Fristen bis zur Sitzung ${sitting}, ${committee}`,
  planHead: ['Frist', 'Bis', 'Was', 'Wer', 'Stand'],
  noPlan: 'Zu dieser Sitzung gibt es keine Fristen.',
  planVoid: 'Die Sitzung ist abgesagt. Fristen, die noch offen waren, gelten nicht mehr.',
  planMoved: 'Die neuen Fristen sind:',
  planPassed: (those: Words): Words => line`Schon verstrichen: ${those}.`,
  done: 'erledigt',
  idle: 'nichts durchzusehen',
  open: 'offen',
  void: 'entfällt',
  passed: 'verstrichen',
  schedule: (organization: Inline): Words =>
    line`${organization} wird zu diesen Zeiten erinnert, wenn etwas fällig ist. Die nächsten drei sind:`,
};
