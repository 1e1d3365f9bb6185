import type { About } from '../../model/dialog.ts';
import { line, user, type Words } from '../doc.ts';

const who = ({ group = '', steering = '' }: About): Words =>
  line`Öffentlich (darf in die Vorlage) oder nichtöffentlich (das sehen nur ${user(group)} und ${user(steering)})?`;
const item = ({ number = '', title = '', label = '' }: About): Words =>
  line`Punkt ${number}${label === 'non-public' ? ' (nichtöffentlich)' : ''} „${user(title)}“: `;
const standIns = (names: string): Words => (names === '' ? [] : line`In Vertretung: ${user(names)}. `);
const outcome = ({ outcome: id = '', text = '' }: About): Words => line`${id} „${user(text)}“: `;
const more =
  (one: string, another: string) =>
  ({ round = '1' }: About): Words => [round === '1' ? one : another];

/** Every question that a dialog can put. Short, one thing at a time, and said what a click or a word does. */
export const ask = {
  'minutes-present': ({ names = '', instead = '' }) =>
    line`Zugesagt hatten: ${user(names)}. ${standIns(instead)}Waren genau diese Personen da? Antworten Sie mit „ja“, oder zum Beispiel: + Frau Vogt, - Herr Braun`,
  'minutes-present-again': ({ names = '' }) =>
    line`Anwesend waren: ${user(names)}. Stimmt das? Antworten Sie mit „ja“, oder zum Beispiel: + Frau Vogt, - Herr Braun`,
  'minutes-present-nobody': ({ instead = '' }) =>
    line`${standIns(instead)}Wer war da? Bitte nennen Sie die Namen, getrennt durch Kommas.`,
  'minutes-guests': () => ['War sonst noch jemand da, zum Beispiel Gäste?'],
  'minutes-note': (about) => line`${item(about)}Was soll festgehalten werden?`,
  'minutes-decision': (about) => line`${item(about)}Was wurde beschlossen?`,
  'minutes-review': () => [
    'Stimmt das so? Schreiben Sie „ja“, dann ist das Protokoll fertig. Zum Ändern schreiben Sie zum Beispiel: 2: Neuer Text',
  ],
  'report-label': (about) => who(about),
  'report-goal-more': more('Wurde ein Ziel vereinbart?', 'Noch ein Ziel?'),
  'report-goal': () => ['Welches Ziel?'],
  'report-inventory-more': more('Haben Sie festgestellt, was es schon gibt?', 'Gibt es noch etwas, das schon da ist?'),
  'report-inventory': () => ['Was gibt es schon?'],
  'report-need-more': more('Wurde ein Bedarf festgestellt: etwas, das fehlt?', 'Noch ein Bedarf?'),
  'report-need': () => ['Was fehlt, und wem?'],
  'report-proposal-more': more('Gibt es einen Vorschlag, wie ein Bedarf gedeckt werden kann?', 'Noch ein Vorschlag?'),
  'report-proposal': () => ['Was schlagen Sie vor?'],
  'report-access-more': more('Gibt es eine Idee, wie Menschen leichter an Hilfe kommen?', 'Noch eine Idee zum Zugang?'),
  'report-access': () => ['Wie wird der Zugang leichter?'],
  'report-offer-more': more('Gibt es ein Angebot, das alle kennen sollten?', 'Noch ein Angebot?'),
  'report-offer': () => ['Wie heißt das Angebot, und für wen ist es?'],
  'report-offer-owner': () => ['Welche Einrichtung bietet es an?'],
  'report-offer-review': () => ['Wann sollen wir prüfen, ob es das Angebot noch gibt? Zum Beispiel: 1.12.'],
  'report-building-block-more': more('Wurde an einem Baustein weitergearbeitet?', 'Noch ein Baustein?'),
  'report-building-block': () => ['An welchem Baustein, und wie weit ist er?'],
  'report-network-more': more('Gibt es eine neue Zusammenarbeit oder Vernetzung?', 'Noch etwas zur Vernetzung?'),
  'report-network': () => ['Wer arbeitet womit zusammen?'],
  'report-next-step-more': more('Wurde ein nächster Schritt vereinbart?', 'Noch ein nächster Schritt?'),
  'report-next-step': () => ['Was ist zu tun?'],
  'report-step-owner': () => ['Wer kümmert sich darum?'],
  'report-step-due': () => ['Bis wann? Zum Beispiel: 30.9.'],
  'report-review': () => [
    'Ist alles richtig? Schreiben Sie „ja“, dann wird es eingereicht. Zum Ändern schreiben Sie zum Beispiel: 2: Neuer Text',
  ],
  'ask-back': (about) => line`${outcome(about)}Was möchten Sie den Arbeitskreis fragen?`,
  decide: (about) => line`${outcome(about)}Was wird entschieden?`,
  'decide-next': () => ['Was ist der nächste Schritt?'],
  decline: (about) => line`${outcome(about)}Warum wird das abgelehnt? Der Arbeitskreis liest Ihre Begründung.`,
  object: (about) => line`${outcome(about)}Was stimmt daran nicht?`,
  answer: (about) => line`${outcome(about)}Was antworten Sie der Lenkungsgruppe?`,
} satisfies Record<string, (about: About) => Words>;

/** What an answer was about, in a word or two, for the list at the end. */
export const review = {
  'minutes-present': 'Anwesend:',
  'minutes-present-again': 'Anwesend:',
  'minutes-present-nobody': 'Anwesend:',
  'minutes-guests': 'Gäste:',
  'minutes-note': 'Notiz:',
  'minutes-decision': 'Beschluss:',
  'minutes-review': '',
  'report-label': 'Sichtbar:',
  'report-goal': 'Ziel:',
  'report-inventory': 'Bestand:',
  'report-need': 'Bedarf:',
  'report-proposal': 'Vorschlag:',
  'report-access': 'Zugang:',
  'report-offer': 'Angebot:',
  'report-offer-owner': 'Angeboten von:',
  'report-offer-review': 'Prüfen am:',
  'report-building-block': 'Baustein:',
  'report-network': 'Vernetzung:',
  'report-next-step': 'Nächster Schritt:',
  'report-step-owner': 'Zuständig:',
  'report-step-due': 'Bis:',
} as const satisfies Partial<Record<keyof typeof ask, string>>;
