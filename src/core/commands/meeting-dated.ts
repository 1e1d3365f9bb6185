import { meetingCard, planCard } from '../cards.ts';
import { owing, planDeadlines } from '../deadlines.ts';
import type { Post } from '../messages.ts';
import { isMet } from '../met.ts';
import type { Deadline } from '../model/deadline.ts';
import { type Meeting, slotOf } from '../model/meeting.ts';
import { currentOf } from '../model/organization.ts';
import type { Place } from '../model/place.ts';
import { ok } from '../model/result.ts';
import { sameSlot } from '../model/slot.ts';
import { dayOf, type Instant } from '../model/time.ts';
import { invitationSnapshot } from '../papers/meeting-invitation.ts';
import type { Reads } from '../ports.ts';
import { aloneWith, everywhere, reach, tell } from '../reach.ts';
import { type Decision, save } from '../step.ts';
import type { ViewRef } from '../views/refs.ts';
import type { Home } from './load.ts';
import { hearers, type RemindedReads, reminded } from './reminded.ts';

export type DatedReads = RemindedReads & Pick<Reads, 'deadlines' | 'counters' | 'meetings' | 'outcomes' | 'papers'>;
/**
 * What else depends on the date of a sitting: the deadlines before it, the steering groups that have its plan, the
 * coordinators who are in none of them, and the groups that still owe something and have no plan.
 */
export const datedReads = async (
  reads: DatedReads,
  { organization, id }: Pick<Meeting, 'organization' | 'id'>,
  now: Instant,
) => {
  const all = await reads.organizations.all();
  const itself = all.find((each) => each.id === organization);
  const steering = itself?.classification === 'committee' ? owing('review', itself, all).map((each) => each.id) : [];
  const planned: Place[] = [];
  for (const each of steering) planned.push(...everywhere(await reach(reads, each, now)));
  const current = currentOf(await reads.memberships.all(), dayOf(now, (await reads.body()).zone));
  const there = current.filter((each) => steering.includes(each.organization)).map(({ person }) => person);
  const office = current.filter(({ roles, person }) => roles.includes('coordinator') && !there.includes(person));
  const coordinators =
    steering.length === 0 ? [] : await aloneWith(reads, [...new Set(office.map((each) => each.person))]);
  const deadlines = await reads.deadlines.of(id);
  const reminders: Post[] = [];
  const owed: { deadline: Deadline; to: readonly Place[] }[] = [];
  for (const deadline of deadlines) {
    reminders.push(...(await reminded(reads, deadline, now)));
    const by = all.find((each) => each.id === deadline.organization);
    if (by === undefined || steering.includes(by.id) || (await isMet(reads, deadline, now))) continue;
    owed.push({ deadline, to: (await hearers(reads, deadline, by, now)).to });
  }
  return {
    all,
    planned: once(planned),
    coordinators,
    deadlines,
    reminders,
    owed,
    lastDeadline: await reads.counters.last('F'),
  };
};
export type Around = Awaited<ReturnType<typeof datedReads>>;
const once = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((each) => [each.id, each])).values(),
];

/** Told once in each place: to whom the meeting belongs, and to all who have the plan before it. */
export const meetingTold = (
  { reach: home, around }: Pick<Home, 'reach'> & { around: Around },
  { id, revision }: Meeting,
  news: Pick<Extract<ViewRef, { view: 'meeting-news' }>, 'what' | 'was' | 'poll'>,
): readonly Post[] =>
  tell(
    once([...everywhere(home), ...(around.deadlines.length === 0 ? [] : [...around.planned, ...around.coordinators])]),
    ['meeting-news', id, revision],
    { view: 'meeting-news', meeting: id, revision, ...news },
    'notice',
  );

/** Each group that owes something hears, once, what becomes of its deadline; `after`: as they are from now on. */
export const owingTold = (
  { owed }: Around,
  { revision }: Meeting,
  after: readonly Pick<Deadline, 'id' | 'at' | 'state'>[],
): readonly Post[] =>
  owed.flatMap(({ deadline, to }) => {
    const now = after.find(({ id }) => id === deadline.id);
    return now === undefined || (now.at === deadline.at && now.state.is === 'open')
      ? []
      : tell(to, ['deadline-news', deadline.id, revision], { view: 'deadline-news', deadline: deadline.id }, 'notice');
  });

/** A meeting has a date, its first or another: everyone is told once, and a committee's deadlines follow. */
export const dated = (loaded: Home & { around: Around }, before: Meeting, meeting: Meeting, now: Instant): Decision => {
  const { organization, body, reach: home, around } = loaded;
  const [was, slot] = [slotOf(before), slotOf(meeting)];
  const first = was === undefined;
  const planned =
    organization.classification === 'committee'
      ? planDeadlines(meeting, organization, around.all, body, around.deadlines, around.lastDeadline, now)
      : ok({ deadlines: [], last: around.lastDeadline });
  if (!planned.ok) return planned;
  const { deadlines, last } = planned.value;
  const stays = was !== undefined && slot !== undefined && sameSlot(was, slot);
  const news = stays ? ({ what: 'placed' } as const) : ({ what: 'moved', ...(was && { was }) } as const);
  const sent = meeting.state.is === 'invited' ? invitationSnapshot(meeting, organization, body, now) : [];
  return ok({
    save: [
      save('meeting', meeting),
      ...(last > around.lastDeadline ? [save('counter', { of: 'F', last })] : []),
      ...deadlines.map((deadline) => save('deadline', deadline)),
      ...sent.map((snapshot) => save('snapshot', snapshot)),
    ],
    posts: [
      ...meetingCard(home, meeting.id, first ? 'notice' : 'quiet'),
      ...(first ? [] : [...meetingTold(loaded, meeting, news), ...owingTold(around, meeting, deadlines)]),
      ...(deadlines.length === 0 ? [] : planCard(around.planned, meeting.id, first ? 'notice' : 'quiet')),
      ...around.reminders,
    ],
    say: { view: 'meeting', meeting: meeting.id },
  });
};
