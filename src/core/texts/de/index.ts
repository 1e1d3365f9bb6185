import type { CommandName } from '../../commands/names.ts';
import type { About, DialogEnd, Pick } from '../../model/dialog.ts';
import type { Label, TooLow } from '../../model/place.ts';
import type { Noted } from '../../views/refs.ts';
import { dates } from '../dates.ts';
import { type Doc, type Inline, line, text, typed, user, type Words } from '../doc.ts';
import { access } from './access.ts';
import { ask, review } from './ask.ts';
import { calendar } from './calendar.ts';
import { argument, command } from './commands.ts';
import { deadline } from './deadline.ts';
import { meeting, protocol } from './meeting.ts';
import { assignment, outcome } from './outcome.ts';
import { overview } from './overview.ts';
import { paper } from './paper.ts';
import { poll } from './poll.ts';
import { fault, refusal, roleNames } from './refusals.ts';
import { web } from './web.ts';

const on = dates('de');
const noted = {
  language: () => ['Ich spreche jetzt Deutsch mit Ihnen.'],
  'own-polls': () => [
    'Terminumfragen stehen hier ab jetzt auch als Umfrage von Element. Abstimmen kann man auf jede Art.',
  ],
  'line-polls': () => ['Terminumfragen stehen hier ab jetzt nur als Text.'],
  'room-language': ({ language = 'de' }) => [
    `In diesem Raum spreche ich jetzt ${language === 'en' ? 'Englisch' : 'Deutsch'}.`,
  ],
  agenda: ({ meeting = '', title = '', item = '' }) => line`Notiert: Punkt ${item} in ${meeting}, ${user(title)}`,
  'poll-option': ({ poll: id = '', options = '' }) => [`Ergänzt. ${id} hat jetzt ${options} Termine.`],
  comment: ({ poll: id = '', earlier }) => [
    `Ihr Kommentar steht jetzt bei ${id}${earlier === undefined ? '' : ', zusammen mit Ihrem früheren'}.`,
  ],
  'comment-hidden': ({ poll: id = '', earlier, until, zone = 'UTC' }) => [
    `Ihr Kommentar ist notiert${earlier === undefined ? '' : ', zusammen mit Ihrem früheren'}. Die anderen sehen ihn erst, wenn die Umfrage ${id} endet${until === undefined ? '' : `: ${on.moment(until, zone)}`}.`,
  ],
  'vote-withdrawn': ({ poll: id = '' }) => [`Ihre Stimme in ${id} ist zurückgezogen.`],
  connected: ({ organization = '' }) => line`Dieser Raum gehört jetzt zu: ${user(organization)}`,
  space: ({ body = '', named }) =>
    named === undefined
      ? line`Ich richte einen Space mit allen Räumen ein, die hier verbunden sind, und halte ihn auf dem neuesten Stand. Ihre Einladung kommt gleich. Er heißt: ${user(body)}`
      : line`Ich trage alle Räume, die hier verbunden sind, in den Space ein und halte ihn auf dem neuesten Stand: ${user(named)}`,
  member: ({ person = '', organization = '', role = '' }) =>
    line`${user(person)} gehört jetzt zu: ${user(organization)}${role in roleNames ? ` (${roleNames[role as keyof typeof roleNames]})` : ''}`,
  'member-left': ({ person = '', organization = '' }) =>
    line`Die Mitgliedschaft ist beendet: ${user(person)}, ${user(organization)}`,
  account: ({ person = '' }) => line`Das Konto gehört jetzt zu: ${user(person)}`,
  'access-revoked': ({ person = '' }) => line`${user(person)} kommt über die Webseite jetzt nicht mehr herein.`,
  entered: () => ['Sie sind angemeldet.'],
  left: () => ['Sie sind abgemeldet.'],
  delegated: ({ deadline = '', person = '' }) => line`Notiert: Um ${deadline} kümmert sich jetzt ${user(person)}`,
  snoozed: ({ deadline = '', until = '', zone = 'UTC' }) => [
    `Gut, ich erinnere Sie am ${until === '' ? '' : on.moment(until, zone)} wieder an ${deadline}.`,
  ],
  invited: ({ meeting = '' }) => [`Die Einladung zu ${meeting} ist verschickt.`],
  queued: () => ['Gut, das frage ich gleich nach dem jetzigen Gespräch.'],
  'answer-changed': () => ['Ihre Antwort ist geändert.'],
} satisfies Record<Noted, (about: About) => Words>;

export const de = {
  language: 'de' as 'de' | 'en',
  /** What somebody said. */
  quoted: (said: Words): Words => line`„${said}“`,
  gone: 'Das gibt es nicht mehr.',
  me: {
    title: 'Das ist über Sie gespeichert',
    name: 'Name',
    language: 'Sprache',
    languages: { de: 'Deutsch', en: 'Englisch' } as Record<'de' | 'en', string>,
    groups: 'Gremien',
    accounts: 'Konten',
    more: 'Dazu kommt, was Sie hier eintragen: Stimmen, Zusagen und Ergebnisse. Möchten Sie etwas ändern oder löschen lassen? Bitte wenden Sie sich an die Koordination.',
  },
  unavailable: 'Ich kann gerade nichts speichern, auch Ihre Eingabe nicht. Bitte versuchen Sie es gleich noch einmal.',
  inDoubt:
    'Meine Verbindung ist abgebrochen. Ich weiß nicht, ob Ihre Eingabe gespeichert ist. Bitte sehen Sie gleich nach, bevor Sie sie noch einmal senden.',
  bug: (cause: string) =>
    `Das hat nicht geklappt, und nichts wurde gespeichert. Der Fehler liegt bei uns. Bitte nennen Sie der Koordination diese Kennung: ${cause}`,
  unshown: (cause: string): string =>
    `Das ist gespeichert. Nur anzeigen kann ich es gerade nicht; der Fehler liegt bei uns. Kennung: ${cause}`,
  pointer: [
    text(
      line`Hierzu gibt es etwas Nichtöffentliches. In diesem Raum können zu viele mitlesen. Bitte schreiben Sie mir im Direktchat: ${typed('aufgaben')}`,
    ),
  ] as Doc,
  askThem: 'Bitte fragen Sie: ',
  noted: noted as Record<Noted, (about: About) => Words>,
  yes: 'ja',
  no: 'nein',
  label: { public: 'öffentlich', 'non-public': 'nichtöffentlich' } satisfies Record<Label, string>,
  roles: roleNames as Record<keyof typeof roleNames, string>,
  picks: {
    yes: 'ja',
    no: 'nein',
    public: 'öffentlich',
    'non-public': 'nichtöffentlich',
    skip: 'überspringen',
    submit: 'fertig',
  } satisfies Record<Pick, string>,
  ask: ask as Record<keyof typeof ask, (about: About) => Words>,
  review: (asked: keyof typeof ask): string => (review as Partial<Record<keyof typeof ask, string>>)[asked] ?? '',
  dialog: {
    howTo: 'Sie können jederzeit schreiben: zurück, später oder abbrechen. Und meistens auch: überspringen' as string,
    nothingSaid: 'Sie haben noch nichts eingetragen.',
    elsewhere:
      'Das soll nicht jeder lesen, aber in diesem Raum lesen auch andere mit. Bitte machen Sie mit mir allein weiter: Schreiben Sie mir im Direktchat: weiter',
    /** On the button that opens the form. */
    answer: 'Antworten',
    takenBack: 'Diese Frage ist erledigt.',
    skipped: 'übersprungen',
    /** Where one ticks what one would write. */
    inForm: {
      'minutes-review': [
        'Stimmt das so? Setzen Sie das Häkchen und speichern Sie, dann ist das Protokoll fertig. Ändern können Sie vorher noch alles.',
      ],
      'report-review': [
        'Ist alles richtig? Setzen Sie das Häkchen und speichern Sie, dann wird es eingereicht. Ändern können Sie vorher noch alles.',
      ],
    } as Record<string, Words>,
    titles: {
      minutes: ['Protokoll'],
      report: ['Ergebnisse'],
      'ask-back': ['Rückfrage'],
      decide: ['Entscheidung'],
      decline: ['Ablehnung'],
      object: ['Einspruch'],
      answer: ['Antwort'],
    } as Record<string, Words>,
    ends: {
      done: 'Danke, das ist alles. Es ist gespeichert.',
      cancelled: 'Abgebrochen. Es ist nichts weitergegeben worden.',
      expired:
        'Ich habe länger nichts von Ihnen gehört und beende dieses Gespräch. Es ist nichts weitergegeben worden. Sie können jederzeit neu beginnen.',
      parked:
        'Gut, wir machen später weiter. Ihre Antworten bleiben zwei Wochen gespeichert. Schreiben Sie dann: weiter',
      changed: 'Meine Fragen haben sich geändert. Ihre Antworten habe ich behalten, soweit sie noch passen.',
      waiting: 'Das ist noch nicht fertig, und Ihre Antworten sind noch da. Zum Weitermachen schreiben Sie: weiter',
    } satisfies Record<DialogEnd, string>,
    others: {
      running: (who: Inline, moment: string): Words =>
        line`${who} ist schon dabei, diese Ergebnisse aufzunehmen, zuletzt am ${moment}. Bitte sprechen Sie sich ab.`,
      submitted: (who: Inline, moment: string): Words =>
        line`${who} hat hierzu am ${moment} schon Ergebnisse eingereicht. Sie können weitere ergänzen.`,
    },
  },
  access,
  calendar,
  web,
  overview,
  poll,
  meeting,
  protocol,
  outcome,
  assignment,
  deadline,
  paper,
  /** In names of files: plain letters, as not every program takes others. */
  files: { paper: 'vorlage', protocol: 'protokoll', invitation: 'einladung', public: 'oeffentlich' },
  tasks: {
    title: 'Das ist bei Ihnen offen',
    none: 'Bei Ihnen ist gerade nichts offen.',
    dialogs: ['Weiterschreiben:'] as Words,
    resume: (what: Words): Words => line`${what} – schreiben Sie mir im Direktchat: weiter`,
    wasDue: (moment: string): string => `war fällig am ${moment}`,
    votes: ['Abstimmen:'] as Words,
    invitations: ['Zu- oder absagen:'] as Words,
    questions: ['Rückfragen beantworten:'] as Words,
    objections: ['Einsprüche klären:'] as Words,
    settleObjections: line`Ändern oder so lassen: ${typed('ergebnis <Nummer>')}` as Words,
    pending: ['Ergebnisse durchsehen:'] as Words,
    deadlines: ['Fristen:'] as Words,
    snoozed: (moment: string): string => `zurückgestellt bis ${moment}`,
    assignments: ['Aufträge:'] as Words,
    stuck: (n: number): Words => [
      n === 1
        ? 'Eine Nachricht ist vielleicht nicht angekommen. Bitte sehen Sie nach.'
        : `${n} Nachrichten sind vielleicht nicht angekommen. Bitte sehen Sie nach.`,
    ],
  },
  lists: {
    until: (moment: string): string => `bis ${moment}`,
    polls: 'Offene Umfragen',
    noPolls: 'Gerade ist keine Umfrage offen.',
    meetings: 'Die nächsten Sitzungen',
    noMeetings: 'Gerade ist keine Sitzung geplant.',
    outcomes: (organization: Inline): Words => line`Ergebnisse: ${organization}`,
    noOutcomesForYou: (organization: Inline): Words =>
      line`Von ${organization} sind gerade keine Ergebnisse in Arbeit, die Sie hier sehen dürfen. Was noch nicht weitergegeben ist, sehen nur die Mitglieder.`,
    noOutcomes: (organization: Inline): Words => line`Von ${organization} sind gerade keine Ergebnisse in Arbeit.`,
    noMembers: 'Noch niemand.',
    vacancies: ['Freie Sitze:'] as Words,
    vacant: (n: number): string => (n === 1 ? '1 Sitz frei' : `${n} Sitze frei`),
  },
  help: {
    intro:
      'Ich helfe den Gremien: Termine finden, Sitzungen vorbereiten, Ergebnisse weitergeben. Das können Sie schreiben:',
    hint: line`Danke für Ihre Nachricht. Damit kann ich leider nichts anfangen. Was bei Ihnen offen ist, zeigt: ${typed('aufgaben')}. Was ich kann, zeigt: ${typed('hilfe')}`,
    unknown: (typed: string): Words => line`Einen Befehl „${user(typed)}“ gibt es nicht. Das können Sie schreiben:`,
    more: line`Mehr zu einem Befehl: ${typed('hilfe umfrage')}. Auch was andere dürfen: ${typed('hilfe alles')}`,
    details: line`Mehr zu einem Befehl: ${typed('hilfe umfrage')}`,
    how: 'So',
    example: 'Beispiel',
    also: 'Geht auch',
    groups: {
      'Für alle': [
        'tasks',
        'meeting-list',
        'poll-list',
        'vote',
        'vote-withdraw',
        'poll-comment',
        'rsvp',
        'agenda-add',
        'meeting-show',
        'protocol',
        'calendar',
        'calendar-renew',
        'account-code',
        'me',
        'language',
        'help',
      ],
      Ergebnisse: [
        'report',
        'outcome-list',
        'outcome-show',
        'outcome-object',
        'outcome-correct',
        'outcome-answer',
        'assignment-state',
      ],
      'Leitung und Koordination': [
        'poll-open',
        'poll-add',
        'poll-close',
        'meeting-fix',
        'meeting-plan',
        'meeting-invite',
        'meeting-move',
        'meeting-cancel',
        'meeting-held',
        'agenda-move',
        'agenda-drop',
      ],
      Lenkungsgruppe: ['take-up', 'ask-back', 'decide', 'decline', 'undo', 'assign'],
      'Fristen und Vorlage': [
        'plan-show',
        'deadline-done',
        'deadline-later',
        'deadline-delegate',
        'reminders',
        'paper-draft',
        'paper-show',
        'paper-edit',
        'paper-leave-out',
        'paper-release',
        'paper-submitted',
      ],
      'Menschen und Räume': [
        'members',
        'member-add',
        'member-remove',
        'connect',
        'space',
        'room-polls',
        'account-link',
        'access-issue',
        'access-list',
        'access-revoke',
      ],
    } as Record<string, readonly CommandName[]>,
  },
  placeNews: {
    removed: (about: Inline): Words =>
      line`Ich bin nicht mehr in diesem Raum: ${about}. Nachrichten für diesen Raum bewahre ich auf.`,
    encrypted: (about: Inline): Words =>
      line`Dieser Raum ist jetzt verschlüsselt: ${about}. Ich schreibe dort nicht mehr, bis das geklärt ist. Es geht nichts verloren.`,
    missed: (about: Inline): Words =>
      line`Aus diesem Raum konnte ich einige Nachrichten nicht abrufen: ${about}. Bitten Sie dort alle, zu prüfen, ob ihre Stimmen und Antworten angekommen sind.`,
    unsure: (about: Inline): Words =>
      line`Eine Nachricht für diesen Raum ist vielleicht nicht angekommen: ${about}. Ich darf dort nicht nachlesen und schicke sie deshalb nicht noch einmal. Bitte sehen Sie dort nach.`,
    revoked: (about: Inline): Words =>
      line`Ich habe keinen Zugang mehr zu dieser Verbindung: ${about}. Ich bewahre Nachrichten auf, bis der Zugang erneuert ist.`,
    uninstalled: (about: Inline): Words =>
      line`Ich wurde auf dieser Verbindung entfernt: ${about}. Nachrichten bewahre ich auf.`,
    back: (about: Inline): Words => line`Diese Verbindung geht wieder: ${about}. Ich hole nach, was liegen blieb.`,
  },
  placeLacks: {
    room: (about: Inline, { has, needs }: TooLow): Words =>
      line`In diesem Raum darf ich nicht mehr schreiben: ${about}. Meine Berechtigungsstufe dort ist ${has}, nötig ist ${needs}. Bitte geben Sie mir in den Einstellungen des Raums mindestens die Stufe ${needs}.`,
    space: {
      outside: (about: Inline): Words =>
        line`Diesen Space kann ich nicht pflegen, denn ich bin nicht darin: ${about}. Bitte laden Sie mich dorthin ein. Danach schreiben Sie mir noch einmal: ${typed('space')}`,
      'no-space': (about: Inline): Words =>
        line`Einen Space mit diesem Namen finde ich nicht: ${about}. Bitte prüfen Sie die Adresse. Sie steht in den Einstellungen des Space und sieht so aus: #landkreis:example.org`,
      refused: (about: Inline): Words =>
        line`Der Server lässt mich diesen Space nicht einrichten: ${about}. Bitte fragen Sie, wer den Server betreut. Oder legen Sie den Space selbst an, laden Sie mich ein und schreiben Sie mir: ${typed('space #adresse:server')}`,
      power: (about: Inline, { has, needs }: TooLow): Words =>
        line`In diesem Space reicht meine Berechtigungsstufe nicht: ${about}. Sie ist ${has}, nötig ist ${needs}. Bitte geben Sie mir in den Einstellungen des Space mindestens die Stufe ${needs}. Danach schreiben Sie mir noch einmal: ${typed('space')}`,
    },
  },
  command: command as Record<keyof typeof command, { does: string; example: string }>,
  argument: argument as Record<keyof typeof argument, string>,
  fault,
  refusal: refusal as { [C in keyof typeof refusal]: (typeof refusal)[C] },
};
