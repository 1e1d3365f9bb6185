import type { Availability, Poll, Score } from '../../model/poll.ts';
import { type Inline, line, listed, typed, type Words } from '../doc.ts';

const people = (n: number): string => (n === 1 ? '1 Person' : `${n} Personen`);
export const poll = {
  fits: { yes: 'ja', 'if-need-be': 'vielleicht', no: 'nein' } satisfies Record<Availability, string>,
  title: (id: string, organization: Inline): Words => line`${id}: Welcher Termin passt für ${organization}?`,
  score: ({ yes, ifNeedBe, no }: Pick<Score, 'yes' | 'ifNeedBe' | 'no'>): string =>
    `${yes} ja, ${ifNeedBe} vielleicht, ${no} nein`,
  open: (voted: number, until: string | undefined, { id, hidden, extensible }: Poll): Words => [
    voted === 0
      ? 'Bisher hat noch niemand abgestimmt.'
      : `${people(voted)} ${voted === 1 ? 'hat' : 'haben'} abgestimmt.`,
    until === undefined ? '' : ` Bitte antworten Sie bis ${until}.`,
    hidden ? ' Das Ergebnis sehen alle erst am Ende.' : '',
    ...(extensible ? line` Weitere Termine: ${typed(`umfrage ergänzen ${id} Fr 9 Uhr`)}.` : []),
    ' Sie können auch als Antwort auf diese Nachricht schreiben: 1 ja, 2 vielleicht.',
  ],
  leads: (alone: boolean, open: boolean): string =>
    alone ? (open ? 'bisher am besten' : 'passt am besten') : open ? 'bisher gleichauf vorn' : 'passt gleich gut',
  closed: (voted: number): Words => [
    `Die Umfrage ist geschlossen. ${voted === 0 ? 'Niemand' : people(voted)} ${voted < 2 ? 'hat' : 'haben'} abgestimmt.`,
  ],
  ended: (id: string, organization: Inline): Words => line`Die Umfrage ${id} für ${organization} ist zu Ende.`,
  best: (number: number, said: Inline, score: Score): Words =>
    line`Am besten passt Termin ${number}: ${said} (${score.yes} ja, ${score.ifNeedBe} vielleicht).`,
  nobody: ['An keinem der Termine kann jemand.'] as Words,
  noVotes: ['Niemand hat abgestimmt.'] as Words,
  askAgain: line`Die Leitung kann nach anderen Terminen fragen: ${typed('umfrage Di 14 Uhr; Do 10–12 Uhr')}`,
  orFix: (id: string, number: number): Words =>
    line`Oder sie legt einen dieser Termine fest, mit seiner Nummer: ${typed(`sitzung festlegen ${id} ${number}`)}`,
  tie: ['Diese Termine passen gleich gut:'] as Words,
  fixWith: (id: string, number: number | undefined): Words =>
    line`Die Leitung legt den Termin fest: ${typed(`sitzung festlegen ${id}${number === undefined ? '' : ` ${number}`}`)}`,
  noted: (id: string): Words => [`Danke, notiert für ${id}:`],
  noMarks: (id: string): Words => [`Ihre Stimme in ${id} ist jetzt leer.`],
  rest: (n: number): Words => [
    n === 1 ? 'Zu einem Termin haben Sie noch nichts gesagt.' : `Zu ${n} Terminen haben Sie noch nichts gesagt.`,
  ],
  allVoted: (id: string): Words => [`${id}: Alle haben abgestimmt. Danke!`],
  reminder: (id: string, organization: Inline, until: string, names: readonly Inline[]): Words =>
    line`${
      names.length === 0 ? [] : line`${listed(names)}: `
    }Bitte denken Sie an die Terminumfrage ${id} für ${organization}. Sie ist offen bis ${until}.`,
};
