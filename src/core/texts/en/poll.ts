import type { Availability, Poll, Score } from '../../model/poll.ts';
import { type Inline, line, listed, typed, type Words } from '../doc.ts';

const people = (n: number): string => (n === 1 ? '1 person' : `${n} people`);
export const poll = {
  fits: { yes: 'yes', 'if-need-be': 'maybe', no: 'no' } satisfies Record<Availability, string>,
  title: (id: string, organization: Inline): Words => line`${id}: Which date suits ${organization}?`,
  score: ({ yes, ifNeedBe, no }: Pick<Score, 'yes' | 'ifNeedBe' | 'no'>): string =>
    `${yes} yes, ${ifNeedBe} maybe, ${no} no`,
  open: (voted: number, until: string | undefined, { id, hidden, extensible }: Poll): Words => [
    voted === 0 ? 'Nobody has voted yet.' : `${people(voted)} ${voted === 1 ? 'has' : 'have'} voted.`,
    until === undefined ? '' : ` Please answer by ${until}.`,
    hidden ? ' The result is shown to everyone only at the end.' : '',
    ...(extensible ? line` To add a date: ${typed(`poll add ${id} Fri 9am`)}.` : []),
    ' You can also reply to this message: 1 yes, 2 maybe.',
  ],
  leads: (alone: boolean, open: boolean): string =>
    alone ? (open ? 'best so far' : 'suits best') : open ? 'equally good so far' : 'suits equally well',
  closed: (voted: number): Words => [
    `The poll is closed. ${voted === 0 ? 'Nobody' : people(voted)} ${voted < 2 ? 'has' : 'have'} voted.`,
  ],
  ended: (id: string, organization: Inline): Words => line`Poll ${id} for ${organization} has ended.`,
  best: (number: number, said: Inline, score: Score): Words =>
    line`Date ${number} suits best: ${said} (${score.yes} yes, ${score.ifNeedBe} maybe).`,
  nobody: ['Nobody can come on any of these dates.'] as Words,
  noVotes: ['Nobody has voted.'] as Words,
  askAgain: line`The chair can ask for other dates: ${typed('poll Tue 2pm; Thu 10-12')}`,
  orFix: (id: string, number: number): Words =>
    line`Or the chair sets one of these dates, by its number: ${typed(`meeting fix ${id} ${number}`)}`,
  tie: ['These dates suit equally well:'] as Words,
  fixWith: (id: string, number: number | undefined): Words =>
    line`The chair sets the date: ${typed(`meeting fix ${id}${number === undefined ? '' : ` ${number}`}`)}`,
  noted: (id: string): Words => [`Thank you, noted for ${id}:`],
  noMarks: (id: string): Words => [`Your vote in ${id} is now empty.`],
  rest: (n: number): Words => [
    n === 1 ? 'You have not answered for one date yet.' : `You have not answered for ${n} dates yet.`,
  ],
  allVoted: (id: string): Words => [`${id}: Everyone has voted. Thank you!`],
  reminder: (id: string, organization: Inline, until: string, names: readonly Inline[]): Words =>
    line`${
      names.length === 0 ? [] : line`${listed(names)}: `
    }Please remember the date poll ${id} for ${organization}. It is open until ${until}.`,
};
