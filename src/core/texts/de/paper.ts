import type { Kind } from '../../model/outcome.ts';
import type { Paper } from '../../model/paper.ts';
import { type Inline, line, typed, type Words } from '../doc.ts';

type State = Paper['state']['is'];
export const paper = {
  sort: 'Mitteilungsvorlage',
  draft: 'ENTWURF',
  title: (body: string): string => `Sachstand und Entwicklung der Integrationsarbeit: ${body}`,
  proposal: (committee: string, body: string): string =>
    `Der Ausschuss (${committee}) nimmt Kenntnis vom Sachstand und von der Entwicklung der Integrationsarbeit (${body}).`,
  introduction: (steering: string): string =>
    `Seit dem letzten Bericht haben die Arbeitskreise Ziele vereinbart, Bestand und Bedarf erhoben und Vorschläge erarbeitet. Die folgenden Ergebnisse hat aufgegriffen oder darüber entschieden: ${steering}. Die Nummer am Ende eines Satzes nennt das Ergebnis, auf dem er beruht.`,
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
    access: 'Zugang zu Hilfe',
    offer: 'Angebote',
    'building-block': 'Bausteine',
    network: 'Vernetzung und Zusammenarbeit',
    'next-step': 'Nächste Schritte',
  } satisfies Record<Kind, string>,
  offeredBy: (owner: string): string => `(angeboten von: ${owner})`,
  decided: (text: string): string => `Entscheidung der Lenkungsgruppe: ${text}`,
  nextSteps: 'Nächste Schritte',
  nextStepsCaption: 'Was als Nächstes geschieht, wer sich darum kümmert und bis wann',
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
    released: (id: string, committee: Inline): Words =>
      line`Die Vorlage ${id} für ${committee} ist freigegeben und kann abgegeben werden.`,
    submitted: (id: string, committee: Inline): Words => line`Die Vorlage ${id} für ${committee} ist abgegeben.`,
  },
  reported: (id: string, committee: Inline): Words =>
    line`Diese Ergebnisse von Ihnen stehen in der Vorlage ${id} für ${committee}. Danke für Ihre Arbeit!`,
};
