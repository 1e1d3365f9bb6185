import type { Kind } from '../../model/outcome.ts';
import type { Paper } from '../../model/paper.ts';
import { line, typed, user, type Words } from '../doc.ts';
import { article, inBody, opening } from './article.ts';

const whole = (id: string, committee: string): Words =>
  line`Die Vorlage ${id} für ${article(committee, 'accusative')} ${user(committee)}`;

type State = Paper['state']['is'];
export const paper = {
  sorts: { decision: 'Beschlussvorlage', information: 'Mitteilungsvorlage' },
  draft: 'ENTWURF',
  title: (body: string): string => `Sachstand und Entwicklung der Integrationsarbeit ${inBody(body)}`,
  proposal: (committee: string, body: string): string =>
    `${opening(committee)} ${committee} nimmt Kenntnis vom Sachstand und von der Entwicklung der Integrationsarbeit ${inBody(body)}.`,
  introduction: (steering: string, body: string): string =>
    `Mit dieser Vorlage wird über den Sachstand und die Entwicklung der Integrationsarbeit ${inBody(body)} berichtet. ${opening(steering)} ${steering} hat die folgenden Ergebnisse aufgegriffen oder über sie entschieden. Die Nummer hinter einem Satz bezeichnet das Ergebnis, auf dem er beruht.`,
  head: ['Gremium', 'Sitzung am', 'Öffentlichkeitsstatus', 'Zuständigkeit'],
  public: 'öffentlich',
  purpose: 'Kenntnisnahme',
  proposalHeading: 'Beschlussvorschlag',
  facts: 'Sachverhalt',
  kinds: {
    goal: 'Ziele',
    inventory: 'Bestand',
    need: 'Bedarf',
    proposal: 'Vorschläge',
    access: 'Hilfezugang',
    offer: 'Angebote',
    'building-block': 'Bausteine',
    network: 'Vernetzung und Kooperation',
    'next-step': 'Nächste Schritte',
  } satisfies Record<Kind, string>,
  offeredBy: (owner: string): string => `Anbieter: ${owner}.`,
  decided: (text: string): string => `Entscheidung der Lenkungsgruppe: ${text}`,
  nextSteps: 'Nächste Schritte',
  nextStepsCaption: 'Die vorgesehenen Schritte mit Zuständigkeit und Frist',
  nextStepsHead: ['Nr.', 'Schritt', 'Zuständig', 'Bis'],
  open: 'offen',
  for: 'Für',
  state: 'Stand',
  states: { draft: 'Entwurf', released: 'freigegeben', submitted: 'abgegeben' } satisfies Record<State, string>,
  short: (id: string): Words => [`Die Vorlage ${id} wird gerade geschrieben.`],
  howToEdit: (id: string): Words =>
    line`Ändern: ${typed(`vorlage ändern ${id} beschluss <Text>`)}. Statt „beschluss“ geht auch: titel, einleitung oder eine Nummer wie E-7. Ein Ergebnis weglassen: ${typed(`vorlage ohne ${id} E-7`)}`,
  next: { draft: 'Ist der Entwurf fertig?', released: 'Ist die Vorlage abgegeben?', submitted: '' } satisfies Record<
    State,
    string
  >,
  picks: { release: 'Freigeben', submitted: 'Ja, abgegeben' },
  news: {
    released: (id: string, committee: string): Words =>
      line`${whole(id, committee)} ist freigegeben und kann abgegeben werden.`,
    submitted: (id: string, committee: string): Words => line`${whole(id, committee)} ist abgegeben.`,
  },
  superseded: (id: string, committee: string): Words =>
    line`${whole(id, committee)} war freigegeben. Das gilt nicht mehr: Inzwischen gibt es einen neuen Entwurf.`,
  fallen: (sitting: string): Words => [`Die Sitzung ${sitting} ist abgesagt.`],
  fell: {
    open: (id: string, committee: string, sitting: string): Words =>
      line`${whole(id, committee)} wird nicht abgegeben: Die Sitzung ${sitting} ist abgesagt.`,
    submitted: (id: string, committee: string, sitting: string): Words =>
      line`${whole(id, committee)} war schon abgegeben. Die Sitzung ${sitting} ist abgesagt.`,
  },
  again: (outcomes: readonly string[]): Words => [`Damit ist wieder zu berichten: ${outcomes.join(', ')}.`],
  goOn: (next: string | undefined): Words =>
    next === undefined
      ? line`Sobald die nächste Sitzung einen Termin hat: ${typed('vorlage schreiben')}`
      : line`Für die nächste Sitzung: ${typed(`vorlage schreiben ${next}`)}`,
  notReported: (id: string, committee: string, sitting: string): Words =>
    line`Diese Ergebnisse von Ihnen standen in der Vorlage ${id} für ${article(committee, 'accusative')} ${user(committee)}. Die Sitzung ${sitting} ist abgesagt. Die Lenkungsgruppe kann die Ergebnisse in der nächsten Vorlage berichten.`,
  reported: (id: string, committee: string): Words =>
    line`Diese Ergebnisse von Ihnen stehen in der Vorlage ${id} für ${article(committee, 'accusative')} ${user(committee)}. Danke für Ihre Arbeit!`,
};
