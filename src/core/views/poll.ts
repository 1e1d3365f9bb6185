import { availabilities, isOpen, type Poll, tally, verdict } from '../model/poll.ts';
import type { Reads } from '../ports.ts';
import { dates } from '../texts/dates.ts';
import { type Block, heading, type Inline, line, text, user } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { Look, View } from './index.ts';

/** The date in the reader's way. */
export const said = (slot: Poll['options'][number]['slot'], zone: string, { words }: Pick<Look, 'words'>): Inline => ({
  when: slot,
  zone,
  said: dates(words.language).slot(slot, zone),
});

export const poll: View<'poll'> = async (of, look) => {
  const { reads, words, now } = look;
  const found = await reads.polls.byId(of.poll);
  const organization = found && (await reads.organizations.byId(found.organization));
  if (found === undefined || organization === undefined) return gone(look);
  const ballots = await reads.ballots.of(found.id);
  const open = isOpen(found, now);
  const counted = !(open && found.hidden);
  const lines = tally(found, ballots).map(
    ({ option: { number, slot }, ...score }): Block => ({
      is: 'text',
      words: counted
        ? line`${said(slot, organization.zone, look)} – ${words.poll.score(score)}`
        : [said(slot, organization.zone, look)],
      number,
      ...(open && {
        choices: availabilities.map((fits) => ({ pick: `${number}:${fits}`, label: words.poll.fits[fits] })),
      }),
    }),
  );
  const comments = ballots.flatMap(({ person, comment }) => (comment === undefined ? [] : [{ person, comment }]));
  const voted = ballots.filter(({ marks }) => marks.length > 0).length;
  const end = text(
    open
      ? words.poll.open(voted, found.closesAt && dates(words.language).moment(found.closesAt, organization.zone), found)
      : words.poll.closed(voted),
  );
  return {
    label: comments.length > 0 && counted ? 'non-public' : 'public',
    inside: [organization.id],
    otherwise: [heading(words.poll.title(found.id, user(organization.name))), ...lines, end],
    say: [
      heading(words.poll.title(found.id, user(organization.name))),
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
    ],
  };
};
export const named = async (reads: Pick<Reads, 'people'>, person: Poll['by']): Promise<Inline> => ({
  person,
  name: (await reads.people.byId(person))?.name ?? person,
});

/** Said once when it closes: what it came to, and what comes next. */
export const pollResult: View<'poll-result'> = async (of, look) => {
  const { reads, words } = look;
  const found = await reads.polls.byId(of.poll);
  const organization = found && (await reads.organizations.byId(found.organization));
  if (found === undefined || organization === undefined) return gone(look);
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
      ...(end.is === 'nobody' ? [text(words.poll.nobody)] : []),
      ...(end.is === 'tie'
        ? [
            text(words.poll.tie),
            ...end.options.map(({ number, slot }) => text([said(slot, organization.zone, look)], { number })),
          ]
        : []),
      text(words.poll.fixWith(found.id, end.is === 'tie' ? end.options[0]?.number : undefined)),
    ],
  };
};

/** Only those are named who have not voted. */
export const pollReminder: View<'poll-reminder'> = async (of, look) => {
  const { reads, words } = look;
  const found = await reads.polls.byId(of.poll);
  const organization = found && (await reads.organizations.byId(found.organization));
  if (found === undefined || organization === undefined || found.closesAt === undefined) return gone(look);
  const voted = new Set(
    (await reads.ballots.of(found.id)).filter(({ marks }) => marks.length > 0).map(({ person }) => person),
  );
  const missing = of.person === undefined ? of.people.filter((person) => !voted.has(person)) : [];
  if (of.person === undefined ? missing.length === 0 : voted.has(of.person))
    return { label: 'public', say: [text(words.poll.allVoted(found.id))] };
  const names = await Promise.all(missing.map((person) => named(reads, person)));
  const options = found.options.map(
    ({ number, slot }): Block => ({
      is: 'text',
      words: [said(slot, organization.zone, look)],
      number,
      choices: availabilities.map((fits) => ({ pick: `${number}:${fits}`, label: words.poll.fits[fits] })),
    }),
  );
  return {
    label: names.length > 0 ? 'non-public' : 'public',
    otherwise: [
      text(
        words.poll.reminder(
          found.id,
          user(organization.name),
          dates(words.language).moment(found.closesAt, organization.zone),
          [],
        ),
      ),
    ],
    say: [
      text(
        words.poll.reminder(
          found.id,
          user(organization.name),
          dates(words.language).moment(found.closesAt, organization.zone),
          names,
        ),
      ),
      ...(of.person === undefined ? [] : options),
    ],
  };
};
