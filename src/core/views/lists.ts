import { slotOf } from '../model/meeting.ts';
import { currentOf, vacant } from '../model/organization.ts';
import { isOpen } from '../model/poll.ts';
import { startOf } from '../model/slot.ts';
import { dayOf, Temporal } from '../model/time.ts';
import { isInside, maySee } from '../sight.ts';
import { dates } from '../texts/dates.ts';
import { type Block, heading, line, text, user, type Words } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { View } from './index.ts';
import { sentence, standing } from './outcome.ts';
import { inEach, own } from './own.ts';
import { named, said } from './poll.ts';

export const section = (title: Words, items: readonly Words[]): readonly Block[] =>
  items.length === 0
    ? []
    : [text(line`${title.map((each) => (typeof each === 'string' ? { strong: each } : each))}`), { is: 'list', items }];

export const polls: View<'polls'> = async ({ person }, look) => {
  const { reads, words, now } = look;
  const found = await inEach(await own(person, look), async ({ organization }) =>
    (await reads.polls.open(organization.id))
      .filter((poll) => isOpen(poll, now))
      .map((poll) => ({ poll, organization })),
  );
  const items = found.map(
    ({ poll, organization }) =>
      line`${poll.id}: ${user(organization.name)}${poll.closesAt === undefined ? '' : `, ${words.lists.until(dates(words.language).moment(poll.closesAt, organization.zone))}`}`,
  );
  return {
    label: 'non-public',
    say: items.length === 0 ? [text(words.lists.noPolls)] : [heading(words.lists.polls), { is: 'list', items }],
  };
};

export const meetings: View<'meetings'> = async ({ person }, look) => {
  const { reads, words, now } = look;
  const found = await inEach(await own(person, look), async ({ organization }) =>
    (await reads.meetings.ahead(organization.id, now)).map((meeting) => ({ meeting, organization })),
  );
  const starts = ({ meeting }: (typeof found)[number]) => {
    const slot = slotOf(meeting);
    return slot === undefined ? undefined : startOf(slot, meeting.zone);
  };
  const soonest = found.toSorted((a, b) => {
    const [one, other] = [starts(a), starts(b)];
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    return Temporal.Instant.compare(one, other);
  });
  const items = soonest.map(({ meeting, organization }) => {
    const slot = slotOf(meeting);
    return line`${meeting.id}: ${user(organization.name)}, ${slot === undefined ? words.meeting.states.polling : said(slot, meeting.zone, look)}`;
  });
  return {
    label: 'non-public',
    say: items.length === 0 ? [text(words.lists.noMeetings)] : [heading(words.lists.meetings), { is: 'list', items }],
  };
};

export const outcomes: View<'outcomes'> = async (of, look) => {
  const { reads, words, now, reader } = look;
  const organization = await reads.organizations.byId(of.organization);
  if (organization === undefined) return gone(look);
  const all =
    organization.classification === 'steering-group'
      ? await reads.outcomes.pending(organization.id)
      : await reads.outcomes.live(organization.id);
  const sees = await Promise.all(
    all.map((outcome) => (reader === undefined ? false : maySee(reads, reader, outcome, now))),
  );
  const visible = all.filter((_, i) => sees[i]);
  const inside = reader !== undefined && (await isInside(reads, reader, organization.id, now));
  return {
    label: 'non-public',
    say:
      visible.length === 0
        ? [text(words.lists[inside ? 'noOutcomes' : 'noOutcomesForYou'](user(organization.name)))]
        : [
            heading(words.lists.outcomes(user(organization.name))),
            {
              is: 'list',
              items: visible.map(
                (outcome) =>
                  line`${{ strong: outcome.id }} ${words.outcome.kinds[outcome.kind]}: ${sentence(outcome, look)}${outcome.label === 'public' ? '' : ` (${words.label['non-public']})`} – ${standing(outcome, look)}`,
              ),
            },
          ],
  };
};

export const members: View<'members'> = async (of, look) => {
  const { reads, words, now } = look;
  const organization = await reads.organizations.byId(of.organization);
  if (organization === undefined) return gone(look);
  const today = dayOf(now, organization.zone);
  const all = await reads.memberships.in(organization.id);
  const seats = await reads.seats.of(organization.id);
  const people = await Promise.all(
    currentOf(all, today).map(async ({ person, roles, seat }) => {
      const sends = seats.find(({ id }) => id === seat)?.onBehalfOf;
      return line`${await named(reads, person)} – ${roles.map((role) => words.roles[role]).join(', ')}${sends === undefined ? '' : line`, ${user(sends)}`}`;
    }),
  );
  const free = seats.flatMap((seat) => {
    const n = vacant(seat, all, today);
    return n === 0 || (!seat.required && n === seat.count)
      ? []
      : [line`${user(seat.onBehalfOf)}: ${words.lists.vacant(n)}`];
  });
  return {
    label: 'non-public',
    say: [
      heading([user(organization.name)]),
      people.length === 0 ? text(words.lists.noMembers) : { is: 'list', items: people },
      ...section(words.lists.vacancies, free),
    ],
  };
};
