import { meetingCard, planCard } from '../cards.ts';
import { owing, planDeadlines } from '../deadlines.ts';
import type { Post } from '../messages.ts';
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
import { type RemindedReads, reminded } from './reminded.ts';

export type DatedReads = RemindedReads & Pick<Reads, 'deadlines' | 'counters' | 'meetings'>;
/**
 * What else depends on the date of a sitting: the deadlines before it, the steering groups that have its plan, and the
 * coordinators who are in none of them.
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
  for (const each of deadlines) reminders.push(...(await reminded(reads, each, now)));
  return {
    all,
    planned: once(planned),
    coordinators,
    deadlines,
    reminders,
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
      ...(first ? [] : meetingTold(loaded, meeting, news)),
      ...(deadlines.length === 0 ? [] : planCard(around.planned, meeting.id, first ? 'notice' : 'quiet')),
      ...around.reminders,
    ],
    say: { view: 'meeting', meeting: meeting.id },
  });
};
