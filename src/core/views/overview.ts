import { mayVote } from '../commands/may.ts';
import { feedCounter } from '../model/feed.ts';
import { type Meeting, type Rsvp, repliesTo, slotOf } from '../model/meeting.ts';
import type { MeetingId, PollId } from '../model/number.ts';
import { currentOf, type Organization } from '../model/organization.ts';
import type { Language, MessageRef, OrganizationId, PersonId } from '../model/place.ts';
import { isOpen, voted } from '../model/poll.ts';
import { postKey } from '../model/post.ts';
import { dayOfSlot, endOf, type Slot } from '../model/slot.ts';
import { type Day, dayOf, hasCome, type Iso, type Zone } from '../model/time.ts';
import { sees } from '../sight.ts';
import type { Look } from './index.ts';
import { type Flow, flowOf } from './overview-flow.ts';
import { type Month, monthNamed, monthOf } from './overview-month.ts';
import { below, type Line, linesOf } from './overview-plan.ts';
import { own } from './own.ts';
import { type Tasks, tasksOf } from './tasks.ts';

export type Group = { id: OrganizationId; name: string; short: string };
/** `asked`: whether this person's vote is waited for. `stands`: where it is shown, in its rooms. */
export type OpenPoll = {
  id: PollId;
  group: Group;
  until?: Iso;
  voted: number;
  voters: number;
  asked: boolean;
  own: boolean;
  stands: readonly MessageRef[];
};
/** `past`: it is over, however it went. `comes`: how many have said so. */
export type Sitting = {
  id: MeetingId;
  group: Group;
  state: Meeting['state']['is'];
  slot?: Slot;
  day?: Day;
  zone: Zone;
  past: boolean;
  room?: string;
  comes: number;
  reply?: Rsvp['reply'];
};
export type Deadlined = { day: Day; line: Line; stop: Line['stops'][number] };
/** Everything that a person's page shows. What they may not see is not in it, nor counted. */
export type Overview = {
  body: string;
  language: Language;
  zone: Zone;
  today: Day;
  tasks: readonly Tasks[];
  stuck: number;
  polls: readonly OpenPoll[];
  lines: readonly Line[];
  flow: Flow<Group>;
  month: Month<Sitting, Deadlined>;
  /** Those of the month; of this month, also all that are still to come. */
  sittings: readonly Sitting[];
  /** Where their calendar is to be subscribed to. */
  address?: string;
};

const groupOf = ({ id, name, short }: Organization): Group => ({ id, name, short });

const pollsOf = async (
  person: PersonId,
  organizations: readonly Organization[],
  { reads, now }: Look,
): Promise<readonly OpenPoll[]> =>
  (
    await Promise.all(
      organizations.map(async (organization) => {
        const open = (await reads.polls.open(organization.id)).filter((poll) => isOpen(poll, now));
        const members = open.length === 0 ? [] : await reads.memberships.in(organization.id);
        const voters = currentOf(members, dayOf(now, organization.zone)).filter(mayVote);
        const places = open.length === 0 ? [] : await reads.places.of(organization.id);
        return Promise.all(
          open.map(async ({ id, closesAt }): Promise<OpenPoll> => {
            const those = voted(await reads.ballots.of(id));
            const stands = await Promise.all(places.map((place) => reads.posts.refs(postKey('poll', id, place.id))));
            return {
              id,
              group: groupOf(organization),
              voted: those.size,
              voters: voters.length,
              asked: voters.some((each) => each.person === person),
              own: those.has(person),
              stands: stands.flat(),
              ...(closesAt !== undefined && { until: closesAt }),
            };
          }),
        );
      }),
    )
  ).flat();

const sittingOf = async (
  meeting: Meeting,
  organization: Organization,
  person: PersonId,
  { reads, now }: Look,
): Promise<Sitting> => {
  const slot = slotOf(meeting);
  const replies = repliesTo(meeting, await reads.rsvps.of(meeting.id));
  const reply = replies.find((each) => each.person === person)?.reply;
  const { room } = meeting.where;
  return {
    id: meeting.id,
    group: groupOf(organization),
    state: meeting.state.is,
    zone: meeting.zone,
    past: slot !== undefined && hasCome(endOf(slot, meeting.zone), now),
    comes: replies.filter((each) => each.reply === 'yes').length,
    ...(slot !== undefined && { slot, day: dayOfSlot(slot, meeting.zone) }),
    ...(room !== undefined && { room }),
    ...(reply !== undefined && { reply }),
  };
};
/** By their day, those without a date last. */
const sooner = (a: Sitting, b: Sitting): number => {
  const at = ({ day, slot }: Sitting) =>
    day === undefined ? '9' : `${day} ${slot && 'from' in slot ? slot.from : ''}`;
  return at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0;
};

export const overview = async (person: PersonId, look: Look, asked?: string): Promise<Overview> => {
  const { reads, now, words, links } = look;
  const body = await reads.body();
  const today = dayOf(now, body.zone);
  const name = monthNamed(asked, today);
  const all = await reads.organizations.all();
  const mine = (await own(person, look)).map(({ organization }) => organization);
  const ids = mine.map(({ id }) => id);
  const sources = all.filter(({ id }) => below(ids, all).has(id));

  const isShown = (meeting: Meeting): boolean => {
    const slot = slotOf(meeting);
    const isNow = name === today.slice(0, 7);
    if (slot === undefined) return isNow && meeting.state.is === 'polling';
    const day = dayOfSlot(slot, meeting.zone);
    return day.startsWith(name) || (isNow && day > today);
  };
  const meetings = (await reads.meetings.ofAll(ids)).filter(isShown);
  const sittings = await Promise.all(
    meetings.flatMap((meeting) => {
      const organization = mine.find(({ id }) => id === meeting.organization);
      return organization === undefined ? [] : [sittingOf(meeting, organization, person, look)];
    }),
  );
  const lines = await linesOf(reads, ids, all, now);
  const memberships = await reads.memberships.of(person);
  const outcomes = await reads.outcomes.ofAll(sources.map(({ id }) => id));
  return {
    body: body.name,
    language: words.language,
    zone: body.zone,
    today,
    ...(await tasksOf(person, look).then(({ sections, stuck }) => ({ tasks: sections, stuck }))),
    polls: await pollsOf(person, mine, look),
    lines,
    flow: flowOf(
      sources.map(groupOf),
      outcomes.filter((outcome) => sees(memberships, outcome, today)),
    ),
    month: monthOf(
      name,
      { land: body.land, holidays: body.holidays, language: words.language },
      sittings,
      lines.flatMap((line) => line.stops.map((stop): Deadlined => ({ day: stop.day, line, stop }))),
    ),
    sittings: sittings.toSorted(sooner),
    ...(links !== undefined && {
      address: links.calendar(body.id, { of: person, serial: await reads.counters.last(feedCounter(person)) }),
    }),
  };
};
