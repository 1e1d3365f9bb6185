import type { Organization } from '../model/organization.ts';
import { availabilities, isOpen, type Poll, type Score, tally, verdict, voted } from '../model/poll.ts';
import type { Reads } from '../ports.ts';
import { dates } from '../texts/dates.ts';
import { type Block, type Choice, heading, type Inline, line, text, user, type Words } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { Look, View } from './index.ts';

/** The date in the reader's way. */
export const said = (slot: Poll['options'][number]['slot'], zone: string, { words }: Pick<Look, 'words'>): Inline => ({
  when: slot,
  zone,
  said: dates(words.language).slot(slot, zone),
});

type Found = { poll: Poll; organization: Organization };
export const pollIn = async (
  reads: Pick<Reads, 'polls' | 'organizations'>,
  id: Poll['id'],
): Promise<Found | undefined> => {
  const poll = await reads.polls.byId(id);
  const organization = poll && (await reads.organizations.byId(poll.organization));
  return poll && organization ? { poll, organization } : undefined;
};
/** An option, and what one may say to it. */
const voting = (number: number, { words }: Pick<Look, 'words'>): readonly Choice[] =>
  availabilities.map((fits) => ({ pick: `${number}:${fits}`, label: words.poll.fits[fits] }));

/** The numbers of what suits best, as it stands; where all are alike, none stands out. */
const leading = (scores: readonly Score[]): readonly number[] => {
  const end = verdict(scores);
  const options = end.is === 'best' ? [end.option] : end.is === 'tie' ? end.options : [];
  return options.length === scores.length ? [] : options.map(({ number }) => number);
};

export const poll: View<'poll'> = async (of, look) => {
  const { reads, words, now } = look;
  const it = await pollIn(reads, of.poll);
  if (it === undefined) return gone(look);
  const { poll: found, organization } = it;
  const ballots = await reads.ballots.of(found.id);
  const open = isOpen(found, now);
  const counted = !(open && found.hidden);
  const scores = tally(found, ballots);
  const ahead = counted ? leading(scores) : [];
  const lines = scores.map(({ option: { number, slot }, ...score }): Block => {
    const leads = ahead.includes(number);
    const first = leads ? line` – ${{ strong: words.poll.leads(ahead.length === 1, open) }}` : [];
    return {
      is: 'text',
      words: counted
        ? line`${said(slot, organization.zone, look)} – ${words.poll.score(score)}${first}`
        : [said(slot, organization.zone, look)],
      number,
      ...(open && { choices: voting(number, look) }),
      ...(leads && { leads }),
    };
  });
  const comments = ballots.flatMap(({ person, comment }) => (comment === undefined ? [] : [{ person, comment }]));
  const all = voted(ballots).size;
  const end = text(
    open
      ? words.poll.open(all, found.closesAt && dates(words.language).moment(found.closesAt, organization.zone), found)
      : words.poll.closed(all),
  );
  const title = words.poll.title(found.id, user(organization.name));
  const own: readonly Block[] =
    look.place?.kind === 'room' && look.place.polls === 'own'
      ? [asOwn(title, found, open, organization.zone, look)]
      : [];
  return {
    label: comments.length > 0 && counted ? 'non-public' : 'public',
    inside: [organization.id],
    otherwise: [heading(title), ...lines, end, ...own],
    say: [
      heading(title),
      ...lines,
      end,
      ...(counted && comments.length > 0
        ? [
            {
              is: 'list' as const,
              items: await Promise.all(
                comments.map(async ({ person, comment }) => line`${await named(reads, person)}: ${user(comment)}`),
              ),
            },
          ]
        : []),
      ...own,
    ],
  };
};
const asOwn = (title: Words, { options, hidden }: Poll, open: boolean, zone: string, look: Look): Block => ({
  is: 'poll',
  question: title.map((each) => (typeof each === 'string' ? each : 'text' in each ? each.text : '')).join(''),
  options: options.map(({ number, slot }) => ({
    pick: `${number}:yes`,
    said: `${number}. ${dates(look.words.language).slot(slot, zone)}`,
  })),
  ...(hidden && { hidden: true as const }),
  ...(!open && { over: true as const }),
});
const nameOf = async (reads: Pick<Reads, 'people'>, person: Poll['by']): Promise<string> =>
  (await reads.people.byId(person))?.name ?? person;
/** Of whom something is said: platforms need not tell them. */
export const named = async (reads: Pick<Reads, 'people'>, person: Poll['by']): Promise<Inline> =>
  user(await nameOf(reads, person));
/** Of whom something is wanted: platforms that can call people do. */
export const called = async (reads: Pick<Reads, 'people'>, person: Poll['by']): Promise<Inline> => ({
  person,
  name: await nameOf(reads, person),
});

/** Said once when it closes: what it came to, and what comes next. */
export const pollResult: View<'poll-result'> = async (of, look) => {
  const { reads, words } = look;
  const it = await pollIn(reads, of.poll);
  if (it === undefined) return gone(look);
  const { poll: found, organization } = it;
  const scores = tally(found, await reads.ballots.of(found.id));
  const end = verdict(scores);
  const score = (number: number) => scores.find(({ option }) => option.number === number);
  const best = end.is === 'best' ? score(end.option.number) : undefined;
  return {
    label: 'public',
    say: [
      text(words.poll.ended(found.id, user(organization.name))),
      ...(best === undefined
        ? []
        : [text(words.poll.best(best.option.number, said(best.option.slot, organization.zone, look), best))]),
      ...(end.is === 'no-votes' ? [text(words.poll.noVotes)] : []),
      ...(end.is === 'nobody' ? [text(words.poll.nobody)] : []),
      ...(end.is === 'tie'
        ? [
            text(words.poll.tie),
            ...end.options.map(({ number, slot }) => text([said(slot, organization.zone, look)], { number })),
          ]
        : []),
      ...(end.is === 'best' || end.is === 'tie' ? [] : [text(words.poll.askAgain)]),
      // only what will not be refused: no date is chosen for them where none is best
      ...(end.is === 'best' ? [text(words.poll.fixWith(found.id, undefined))] : []),
      ...(end.is === 'tie' ? [text(words.poll.fixWith(found.id, end.options[0]?.number))] : []),
      ...(end.is === 'no-votes' ? [text(words.poll.orFix(found.id, found.options[0]?.number ?? 1))] : []),
    ],
  };
};

/** Only those are named who have not voted. */
export const pollReminder: View<'poll-reminder'> = async (of, look) => {
  const { reads, words } = look;
  const it = await pollIn(reads, of.poll);
  if (it?.poll.closesAt === undefined) return gone(look);
  const { poll: found, organization } = it;
  const done = voted(await reads.ballots.of(found.id));
  const missing = of.person === undefined ? of.people.filter((person) => !done.has(person)) : [];
  if (of.person === undefined ? missing.length === 0 : done.has(of.person))
    return { label: 'public', say: [text(words.poll.allVoted(found.id))] };
  const names = await Promise.all(missing.map((person) => called(reads, person)));
  const options = found.options.map(
    ({ number, slot }): Block => ({
      is: 'text',
      words: [said(slot, organization.zone, look)],
      number,
      choices: voting(number, look),
    }),
  );
  const until = dates(words.language).moment(it.poll.closesAt, organization.zone);
  const reminder = (those: readonly Inline[]) =>
    text(words.poll.reminder(found.id, user(organization.name), until, those));
  return {
    label: names.length > 0 ? 'non-public' : 'public',
    otherwise: [reminder([])],
    say: [reminder(names), ...(of.person === undefined ? [] : options)],
  };
};
