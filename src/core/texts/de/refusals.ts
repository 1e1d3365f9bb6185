import type { Role } from '../../model/organization.ts';
import type { PlanStep } from '../../model/plan.ts';
import type { FieldFault, Refusal } from '../../step.ts';
import { dates } from '../dates.ts';
import { type Doc, joined, line, listed, text, typed, user, type Words } from '../doc.ts';
import { argument, command } from './commands.ts';
import { paper } from './paper.ts';

const on = dates('de');
const roleNames = {
  coordinator: 'Koordination',
  chair: 'Leitung',
  delegate: 'Delegierte',
  member: 'Mitglied',
  substitute: 'Vertretung',
  guest: 'Gast',
} satisfies Record<Role, string>;
const wanted = {
  text: 'Bitte schreiben Sie ein paar Worte.',
  'yes-no': 'Bitte antworten Sie mit „ja“ oder „nein“.',
  label: 'Bitte antworten Sie mit „öffentlich“ oder „nichtöffentlich“.',
  choice: 'Bitte wählen Sie eine der Möglichkeiten.',
  review: 'Bitte antworten Sie mit „ja“, oder mit der Nummer und dem neuen Text, zum Beispiel: 2: Neuer Text',
  people:
    'Nicht alle diese Namen kenne ich. Bitte schreiben Sie zum Beispiel: + Frau Vogt, - Herr Braun. Oder „stimmt“.',
  number: 'Bitte schreiben Sie eine Zahl.',
} as const;
const states = {
  draft: 'noch nicht weitergegeben',
  submitted: 'bei der Lenkungsgruppe',
  'taken-up': 'aufgegriffen',
  'asked-back': 'in Rückfrage',
  decided: 'entschieden',
  declined: 'abgelehnt',
  reported: 'berichtet',
} as const;
const met = {
  results: 'Die Ergebnisse sind eingereicht.',
  review: 'Alle eingereichten Ergebnisse sind durchgesehen.',
  draft: 'Der Entwurf der Vorlage ist geschrieben.',
  'co-signing': 'Die Vorlage ist freigegeben.',
  submission: 'Die Vorlage ist abgegeben.',
} satisfies Record<PlanStep, string>;
const say = (words: Words | string): Doc => [text(words)];
/** „A; B oder C“: dates have commas of their own. */
const or = (all: readonly string[]): string =>
  [all.slice(0, -1).join('; '), ...all.slice(-1)].filter((each) => each !== '').join(' oder ');
const tooLong = (most: number, is?: number): string =>
  `Das ist zu lang: höchstens ${most} Zeichen${is === undefined ? '' : `, es sind ${is}`}. Bitte kürzen Sie den Text.`;
const about = ({ piece }: { code: string; piece?: string }): Words =>
  piece === undefined ? [] : line`Zu „${user(piece)}“: `;

export const fault = (it: FieldFault): Words => {
  switch (it.is) {
    case 'missing':
      return ['fehlt noch'];
    case 'malformed':
      return line`„${user(it.text)}“ habe ich hier nicht verstanden`;
    case 'too-long':
      return [`zu lang, höchstens ${it.most} Zeichen`];
  }
};

export const refusal = {
  'poll-closed': () => say('Diese Umfrage ist schon geschlossen.'),
  'no-such-option': (it) => say(`Eine Nummer ${it.option} gibt es in dieser Umfrage nicht. Es gibt 1 bis ${it.most}.`),
  'marked-twice': (it) => say(`Zur Nummer ${it.option} haben Sie zweimal etwas gesagt. Bitte nur einmal.`),
  'too-few-options': (it) =>
    say(
      `Für eine Umfrage brauche ich mindestens ${it.least} Termine, getrennt durch Semikolon. Zum Beispiel: Di 14 Uhr; Do 10–12 Uhr`,
    ),
  'too-many-options': (it) => say(`Das sind zu viele Termine, möglich sind ${it.most}.`),
  'option-twice': (it) => say(`Diesen Termin haben Sie zweimal genannt: ${on.slot(it.slot, it.zone)}.`),
  'same-option': (it) => say(`Diesen Termin gibt es schon, er hat die Nummer ${it.option}.`),
  'not-extensible': () => say('In dieser Umfrage kann nur die Leitung oder die Koordination Termine ergänzen.'),
  'closes-late': () =>
    say(
      'Die Umfrage muss enden, bevor der erste Termin beginnt. Bitte nennen Sie ein früheres Ende, zum Beispiel: bis: morgen 12 Uhr',
    ),
  'meeting-over': () => say('Diese Sitzung hat schon stattgefunden oder ist abgesagt.'),
  'meeting-cancelled': (it) => say(paper.fallen(it.meeting)),
  'meeting-undated': () => say('Diese Sitzung hat noch keinen Termin.'),
  'meeting-not-held': () => say('Zu dieser Sitzung gibt es noch kein Protokoll.'),
  'meeting-ahead': (it) =>
    say(
      `Diese Sitzung ist erst am ${on.slot(it.slot, it.zone)}. Das Protokoll schreiben wir, sobald sie begonnen hat.`,
    ),
  'meeting-moved': (it) =>
    say(
      line`Diese Sitzung ist inzwischen verlegt: ${on.slot(it.slot, it.zone)}. Bitte antworten Sie zum neuen Termin, zum Beispiel: ${typed(`teilnahme ${it.meeting} ja`)}`,
    ),
  'meeting-unmoved': (it) =>
    say(`Die Sitzung ist schon für diesen Termin geplant: ${on.slot(it.slot, it.zone)}. Es bleibt dabei.`),
  'already-invited': (it) =>
    say(
      `Die Einladung ist schon am ${on.moment(it.at, it.zone)} verschickt worden. Seitdem ist nichts Neues mitzuteilen; ich habe nichts verschickt.`,
    ),
  'no-such-item': (it) => say(`Einen Tagesordnungspunkt ${it.item} gibt es in dieser Sitzung nicht.`),
  'too-many-items': (it) => say(`Mehr als ${it.most} Tagesordnungspunkte sind nicht möglich.`),
  'outcome-settled': (it) => say(`Dieses Ergebnis ist schon ${states[it.state]}.`),
  'outcome-not-handed': () => say('Dieses Ergebnis ist noch nicht an die Lenkungsgruppe gegangen.'),
  'too-late-to-object': () => say('Die Frist für einen Einspruch ist vorbei.'),
  'objected-already': () => say('Gegen dieses Ergebnis gibt es schon einen Einspruch.'),
  'nothing-to-undo': () => say('Hier gibt es nichts mehr rückgängig zu machen. Das geht nur eine Stunde lang.'),
  'answered-meanwhile': () =>
    say('Die Rückfrage ist inzwischen beantwortet. Deshalb lässt sie sich nicht mehr rückgängig machen.'),
  'no-open-question': () => say('Zu diesem Ergebnis ist keine Frage offen.'),
  'paper-final': () => say('Diese Vorlage ist abgegeben und kann nicht mehr geändert werden.'),
  'paper-not-released': () => say('Diese Vorlage ist noch nicht freigegeben.'),
  'paper-fallen': (it) => say(line`${paper.fallen(it.sitting)} ${paper.goOn(it.next)}`),
  'paper-outdated': (it) =>
    say(
      `Seit der Freigabe hat sich etwas geändert: ${it.outcomes.join(', ')}. Bitte geben Sie die Vorlage noch einmal frei; was nicht mehr gilt, fällt dann heraus.`,
    ),
  'not-in-paper': (it) => say(`${it.outcome} steht nicht in dieser Vorlage.`),
  'always-in-paper': () =>
    say(
      'Titel und Einleitung gehören immer zur Vorlage. Weglassen lassen sich ein Ergebnis oder der Beschlussvorschlag.',
    ),
  'nothing-to-report': (it) => {
    if (it.why === 'empty')
      return say(
        line`In dieser Vorlage steht kein Ergebnis, das noch zu berichten ist. Neu schreiben: ${typed(`vorlage schreiben ${it.sitting}`)}`,
      );
    return say(
      it.why === 'none'
        ? 'Es gibt noch keine öffentlichen Ergebnisse, die aufgegriffen oder entschieden sind. Deshalb kann ich noch keine Vorlage schreiben.'
        : 'Alle öffentlichen Ergebnisse, die aufgegriffen oder entschieden sind, sind schon berichtet. Sobald es neue gibt, kann ich wieder eine Vorlage schreiben.',
    );
  },
  'plan-order': () =>
    say('Die Fristen dieses Gremiums stehen in falscher Reihenfolge. Bitte sagen Sie das der Koordination.'),
  'holidays-unknown': (it) =>
    say(`Für ${on.day(it.day)} kenne ich die Feiertage noch nicht. Bitte sagen Sie das der Koordination.`),
  'recurrence-unreadable': (it) =>
    say(line`„${user(it.text)}“ habe ich nicht verstanden. Zum Beispiel so: werktags 8 Uhr`),
  unreadable: (it) => say(wanted[it.wanted]),
  'unknown-names': (it) =>
    say(
      line`${it.names.length === 1 ? 'Diesen Namen' : 'Diese Namen'} kann ich niemandem eindeutig zuordnen: ${listed(it.names.map(user))}. Bitte schreiben Sie Vor- und Nachnamen. Wen ich nicht kenne, nennen Sie bitte bei der nächsten Frage, bei den Gästen.`,
    ),
  'too-long': (it) => say(tooLong(it.most, it.is)),
  needed: () =>
    say('Diese Frage lässt sich nicht überspringen. Bitte antworten Sie darauf, oder schreiben Sie: abbrechen'),
  'review-number': (it) => say(`Diese Nummer gibt es nicht. Es gibt 1 bis ${it.most}.`),
  'when-unreadable': (it) =>
    say(
      line`${about(it)}Das Datum „${user(it.text)}“ habe ich nicht verstanden. Zum Beispiel so: Di 14 Uhr, oder 30.6. 14 Uhr`,
    ),
  'when-ambiguous': (it) =>
    say(line`${about(it)}Meinen Sie ${or(it.readings.map(on.when))}? Bitte schreiben Sie das Datum dazu.`),
  'when-hourless': (it) =>
    say(
      it.days.length === 1
        ? line`${about(it)}Um wie viel Uhr am ${or(it.days.map(on.when))}? Bitte schreiben Sie die Uhrzeit dazu.`
        : line`${about(it)}Meinen Sie ${or(it.days.map(on.when))}? Bitte schreiben Sie das Datum und die Uhrzeit dazu.`,
    ),
  'when-past': (it) => say(line`${about(it)}${on.when(it.understood)} ist schon vorbei.`),
  'when-mismatch': (it) =>
    say(line`${about(it)}Der Wochentag passt nicht zum Datum. Meinen Sie ${or(it.readings.map(on.when))}?`),
  'when-impossible': (it) => say(line`${about(it)}„${user(it.text)}“ gibt es nicht.`),
  'several-days': (it) =>
    say(`Das sind mehrere Tage: ${on.when(it.understood)}. Eine Sitzung hat nur einen Tag. Bitte nennen Sie ihn.`),
  'unknown-command': (it) => [
    text(line`Den Befehl „${user(it.words)}“ kenne ich nicht.${it.near.length > 0 ? ' Meinen Sie vielleicht:' : ''}`),
    ...(it.near.length > 0
      ? [{ is: 'list' as const, items: it.near.map((name) => [typed(command[name].example)]) }]
      : []),
    text(line`Alle Befehle zeigt: ${typed('hilfe')}`),
  ],
  'unknown-place': () =>
    say(
      line`Dieser Raum ist noch mit keinem Gremium verbunden. Die Koordination kann das ändern: ${typed('verbinden <Gremium>')}`,
    ),
  'unknown-person': () =>
    say(
      line`Ihr Konto kenne ich noch nicht. Wenn Sie schon auf einem anderen Weg mit mir schreiben, fragen Sie mich dort im Direktchat nach einem Code. Schreiben Sie dort: ${{ strong: 'konto verbinden' }}. Den Code schreiben Sie dann hier. Sonst wenden Sie sich bitte an die Koordination Ihres Landkreises.`,
    ),
  'code-over': () =>
    say(
      line`Dieser Code gilt nicht, oder nicht mehr. Einen neuen bekommen Sie dort, wo ich Sie schon kenne. Schreiben Sie dort im Direktchat: ${{ strong: 'konto verbinden' }}`,
    ),
  'no-such': (it) => say(line`${user(it.named)} gibt es nicht.`),
  'no-such-organization': (it) => say(line`Ein Gremium „${user(it.named)}“ kenne ich nicht.`),
  'which-organization': () => say('Für welches Gremium? Bitte schreiben Sie den Namen dazu.'),
  'no-such-person': (it) =>
    say(
      line`„${user(it.named)}“ kenne ich nicht. Bitte schreiben Sie den Namen so, wie ihn ${typed('mitglieder')} zeigt.`,
    ),
  'not-allowed': (it) =>
    say(`Das dürfen hier nur Menschen mit diesen Rollen: ${it.may.map((each) => roleNames[each]).join(', ')}.`),
  'no-meeting-ahead': () => say('Es ist keine Sitzung geplant. Bitte nennen Sie die Nummer, zum Beispiel: S-12'),
  'not-a-member': (it) => say(line`${user(it.named)} gehört nicht zu diesem Gremium.`),
  'later-than-due': () => say('Das wäre nach der Frist. Bitte nennen Sie einen früheren Termin.'),
  'deadline-void': (it) => say(`Die Sitzung ist abgesagt. ${it.deadline} gilt nicht mehr.`),
  'deadline-done': (it) => say(line`${it.deadline} ist schon erledigt, gemeldet von ${user(it.by)}.`),
  'deadline-idle': (it) =>
    say(`Bei ${it.deadline} gibt es nichts durchzusehen. Es wurden keine Ergebnisse eingereicht.`),
  'deadline-met': (it) => say(`${it.deadline} ist schon erledigt: ${met[it.step]}`),
  'not-reminded': (it) =>
    say(
      it.people.length === 0
        ? `An ${it.deadline} erinnere ich gerade niemanden persönlich.`
        : line`An ${it.deadline} erinnere ich nicht Sie, sondern: ${listed(it.people.map(user))}.`,
    ),
  'deadline-passed': (it) => say(`${it.deadline} ist schon verstrichen. Ich erinnere nicht mehr daran.`),
  'last-coordinator': () =>
    say(
      'Dann könnte hier niemand mehr koordinieren. Bitte geben Sie die Koordination zuerst an jemand anderen weiter.',
    ),
  'account-known': () =>
    say('Dieses Konto kenne ich schon. Schreiben Sie den Code bitte von dem Konto aus, das neu dazukommt.'),
  'account-taken': () => say('Dieses Konto gehört schon zu einer anderen Person.'),
  'link-used': () => say('Dieser Link ist schon benutzt worden. Er gilt nur ein einziges Mal.'),
  'link-over': () => say('Dieser Link gilt nicht mehr.'),
  'not-below': (it) =>
    say(
      line`Aufträge gehen nur an Gremien, die diesem Gremium berichten: ${user(it.giver)}. ${it.possible.length === 0 ? 'Es gibt dort keine.' : line`Möglich sind: ${listed(it.possible.map(user))}.`}`,
    ),
  'not-here': () => say('Das geht nur in einem Raum.'),
  'not-on-this-platform': ({ lacks }) =>
    say(
      {
        'own-polls':
          'Hier gibt es keine eigenen Umfragen. Terminumfragen stelle ich als Text dar, abstimmen kann man genauso.',
        space: 'Einen Space gibt es nur auf Matrix. Bitte schreiben Sie mir das dort.',
      }[lacks],
    ),
  'nothing-to-choose': () => say('Hier gibt es nichts mehr auszuwählen.'),
  'unreadable-marks': (it) => [
    text(
      line`${it.text === '' ? '' : line`„${user(it.text)}“ habe ich nicht verstanden. `}Bitte so: 1 ja, 2 vielleicht, 3 nein`,
    ),
    ...(it.poll === undefined
      ? []
      : [text(line`Wenn Sie etwas dazu sagen möchten: ${typed(`kommentar ${it.poll} <Ihr Text>`)}`)]),
  ],
  'which-poll': (it) => [
    text('Zu welcher Umfrage? Bitte schreiben Sie zum Beispiel:'),
    { is: 'list' as const, items: it.polls.map((poll) => [typed(`stimme ${poll} ${it.text}`)]) },
  ],
  tie: (it) =>
    say(
      line`Die Termine ${it.options.join(' und ')} liegen gleichauf. Bitte nennen Sie die Nummer, zum Beispiel: ${typed(`sitzung festlegen ${it.poll} ${it.options[0] ?? 1}`)}`,
    ),
  'fix-fallen': (it) =>
    say(
      line`Die Sitzung ${it.meeting} ist abgesagt. Eine neue Sitzung setzen Sie so an: ${typed(`sitzung am ${it.organization} ${it.slot === undefined ? '<Termin>' : on.slot(it.slot, it.zone)}`)}`,
    ),
  'nobody-can': () =>
    say(
      'An keinem der Termine kann jemand. Bitte starten Sie eine neue Umfrage, oder nennen Sie trotzdem eine Nummer.',
    ),
  'nobody-voted': (it) =>
    say(
      line`Noch hat niemand abgestimmt. Bitte nennen Sie die Nummer des Termins, zum Beispiel: ${typed(`sitzung festlegen ${it.poll} 1`)}`,
    ),
  'not-a-committee': () => say('Fristen und Vorlagen gibt es nur für die Sitzung eines Ausschusses.'),
  'no-steering': () => say('Dieses Gremium hat keine Lenkungsgruppe, an die es berichtet.'),
  'which-steering': () => say('Für welche Lenkungsgruppe? Bitte schreiben Sie das in deren Raum.'),
  'no-longer': () => say('Das gibt es inzwischen nicht mehr.'),
  'dialog-over': () => say('Dieses Gespräch ist schon beendet.'),
  'dialog-changed': () =>
    say('Dieses Formular ist nicht mehr aktuell. Bitte öffnen Sie es neu; Ihre Antworten sind noch da.'),
  'dialog-newer': () => say('Ich werde gerade aktualisiert. Bitte versuchen Sie es in ein paar Minuten noch einmal.'),
  arguments: (it) => [
    text(
      line`${joined(
        Object.entries(it.fields).map(([name, why]) => line`${argument[name as keyof typeof argument]}: ${fault(why)}`),
        '. ',
      )}.`,
    ),
    text(line`Zum Beispiel so: ${typed(command[it.command].example)}`),
  ],
  form: () => say('Bitte prüfen Sie die markierten Felder. Alles andere ist noch da.'),
  bug: (it) =>
    say(
      `Das hat nicht geklappt, und nichts wurde gespeichert. Der Fehler liegt bei uns. Bitte nennen Sie der Koordination diese Kennung: ${it.cause}`,
    ),
} satisfies { [C in Refusal['code']]: (it: Extract<Refusal, { code: C }>) => Doc };
export { roleNames };
