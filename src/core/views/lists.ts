import { askedFor } from '../deadlines.ts';
import { isMet } from '../met.ts';
import { repliesTo, slotOf } from '../model/meeting.ts';
import { currentOf, rolesIn, vacant } from '../model/organization.ts';
import { isPending } from '../model/outcome.ts';
import type { PersonId } from '../model/place.ts';
import { isOpen } from '../model/poll.ts';
import { startOf } from '../model/slot.ts';
import { dayOf, hasCome, Temporal } from '../model/time.ts';
import { maySee } from '../sight.ts';
import { dates } from '../texts/dates.ts';
import { type Block, heading, line, text, user, type Words } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { Look, View } from './index.ts';
import { sentence, standing } from './outcome.ts';
import { named, said } from './poll.ts';

/** Every organization, with what a person is there. `member`: not only by coordinating them all. */
const inAll = async (person: PersonId, { reads, now }: Look) => {
  const { zone } = await reads.body();
  const today = dayOf(now, zone);
  const memberships = await reads.memberships.of(person);
  const current = currentOf(memberships, today);
  return (await reads.organizations.all()).map((organization) => ({
    organization,
    roles: rolesIn(memberships, organization.id, today),
    member: current.some((each) => each.organization === organization.id),
  }));
};
type Own = Awaited<ReturnType<typeof inAll>>[number];
/** Those that they have to do with; whoever coordinates, with all. */
const own = async (person: PersonId, look: Look): Promise<readonly Own[]> =>
  (await inAll(person, look)).filter(({ roles }) => roles.length > 0);
const inEach = async <T>(all: readonly Own[], of: (one: Own) => Promise<readonly T[]>): Promise<readonly T[]> =>
  (await Promise.all(all.map(of))).flat();
const section = (title: Words, items: readonly Words[]): readonly Block[] =>
  items.length === 0
    ? []
    : [text(line`${title.map((each) => (typeof each === 'string' ? { strong: each } : each))}`), { is: 'list', items }];

export const tasks: View<'tasks'> = async ({ person }, look) => {
  const { reads, words, now } = look;
  const everywhere = await inAll(person, look);
  const coordinates = everywhere.some(({ roles }) => roles.includes('coordinator'));
  const active = everywhere.filter(({ roles, member }) => member && roles.some((role) => role !== 'guest'));
  const each = <T>(of: (organization: Own) => Promise<readonly T[]>) => inEach(active, of);
  const votes = await each(async ({ organization }) => {
    const open = (await reads.polls.open(organization.id)).filter((poll) => isOpen(poll, now));
    const ballots = await Promise.all(open.map(({ id }) => reads.ballots.by(person, id)));
    return open.flatMap((poll, i): Words[] =>
      (ballots[i]?.marks.length ?? 0) > 0 ? [] : [line`${poll.id}: ${user(organization.name)}`],
    );
  });
  const invitations = await each(async ({ organization }) => {
    if (organization.classification === 'committee') return [];
    const ahead = (await reads.meetings.ahead(organization.id, now)).filter(({ state }) => state.is === 'invited');
    const rsvps = await Promise.all(ahead.map(({ id }) => reads.rsvps.by(person, id)));
    return ahead.flatMap((meeting, i): Words[] => {
      const slot = slotOf(meeting);
      const own = rsvps[i];
      return slot !== undefined && (own === undefined || repliesTo(meeting, [own]).length === 0)
        ? [line`${meeting.id}: ${user(organization.name)}, ${said(slot, meeting.zone, look)}`]
        : [];
    });
  });
  const questions = await each(async ({ organization }) =>
    (await reads.outcomes.live(organization.id)).flatMap((outcome): Words[] =>
      outcome.state.is === 'asked-back' ? [line`${outcome.id}: ${user(outcome.questions.at(-1)?.text ?? '')}`] : [],
    ),
  );
  const pending = await inEach(everywhere, async ({ organization, roles }) =>
    organization.classification === 'steering-group' && roles.some((role) => role === 'chair' || role === 'coordinator')
      ? (await reads.outcomes.pending(organization.id))
          .filter((outcome) => isPending(outcome) && outcome.state.is !== 'asked-back')
          .map((outcome) => line`${outcome.id}: ${sentence(outcome, look)} – ${standing(outcome, look)}`)
      : [],
  );
  const deadlines = await each(async ({ organization }) => {
    const members = await reads.memberships.in(organization.id);
    const open = await reads.deadlines.open(organization.id);
    const on = dates(words.language);
    const met = await Promise.all(open.map((deadline) => isMet(reads, deadline, now)));
    return open
      .filter((deadline, i) => !met[i] && askedFor(deadline, members, now, organization).includes(person))
      .map(
        (deadline) =>
          line`${deadline.id}: ${words.deadline.steps[deadline.step]}, ${user(organization.short)}, ${on.moment(deadline.at, organization.zone)}${
            deadline.later === undefined || hasCome(deadline.later, now)
              ? ''
              : ` (${words.tasks.snoozed(on.moment(deadline.later, organization.zone))})`
          }`,
      );
  });
  const assignments = await each(async ({ organization, roles }) =>
    roles.some((role) => role === 'chair' || role === 'delegate' || role === 'coordinator')
      ? (await reads.assignments.open(organization.id)).map(({ id, text: said }) => line`${id}: ${user(said)}`)
      : [],
  );
  const stuck = coordinates ? await reads.posts.stuck() : [];
  const blocks = [
    ...section(words.tasks.votes, votes),
    ...section(words.tasks.invitations, invitations),
    ...section(words.tasks.questions, questions),
    ...section(words.tasks.pending, pending),
    ...section(words.tasks.deadlines, deadlines),
    ...section(words.tasks.assignments, assignments),
    ...(stuck.length === 0 ? [] : [text(words.tasks.stuck(stuck.length))]),
  ];
  return {
    label: 'non-public',
    say: [heading(words.tasks.title), ...(blocks.length === 0 ? [text(words.tasks.none)] : blocks)],
  };
};

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
  return {
    label: 'non-public',
    say:
      visible.length === 0
        ? [text(words.lists.noOutcomes(user(organization.name)))]
        : [
            heading(words.lists.outcomes(user(organization.name))),
            {
              is: 'list',
              items: visible.map(
                (outcome) =>
                  line`${{ strong: outcome.id }} ${words.outcome.kinds[outcome.kind]}: ${sentence(outcome, look)} – ${standing(outcome, look)}`,
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
