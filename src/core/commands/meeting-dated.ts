import { meetingCard } from '../cards.ts';
import { planDeadlines } from '../deadlines.ts';
import { type Meeting, slotOf } from '../model/meeting.ts';
import { ok } from '../model/result.ts';
import { sameSlot } from '../model/slot.ts';
import type { Instant } from '../model/time.ts';
import { invitationSnapshot } from '../papers/meeting-invitation.ts';
import type { Reads } from '../ports.ts';
import { everywhere, type Reach, reach, tell } from '../reach.ts';
import { type Decision, save } from '../step.ts';
import type { Home } from './load.ts';

export type DatedReads = Pick<
  Reads,
  'organizations' | 'deadlines' | 'counters' | 'meetings' | 'places' | 'memberships' | 'accounts' | 'body'
>;
/** What else depends on the date of a sitting: the deadlines before it, and who is told of them. */
export const datedReads = async (
  reads: DatedReads,
  { organization, id }: Pick<Meeting, 'organization' | 'id'>,
  now: Instant,
) => {
  const all = await reads.organizations.all();
  const owners = all.filter(({ reportsTo }) => reportsTo.includes(organization));
  const steering = owners.filter(({ classification }) => classification === 'steering-group');
  const hearers: Reach[] = [];
  for (const each of steering) hearers.push(await reach(reads, each.id, now));
  return { all, hearers, deadlines: await reads.deadlines.of(id), lastDeadline: await reads.counters.last('F') };
};
export type Around = Awaited<ReturnType<typeof datedReads>>;

/** A meeting has a date, its first or another: everyone is told once, and a committee's deadlines follow. */
export const dated = (
  { organization, body, reach: home, around }: Home & { around: Around },
  before: Meeting,
  meeting: Meeting,
  now: Instant,
): Decision => {
  const [was, slot] = [slotOf(before), slotOf(meeting)];
  const first = was === undefined;
  const planned =
    organization.classification === 'committee'
      ? planDeadlines(meeting, organization, around.all, body, around.deadlines, around.lastDeadline, now)
      : ok({ deadlines: [], last: around.lastDeadline });
  if (!planned.ok) return planned;
  const { deadlines, last } = planned.value;
  const about = { view: 'meeting-news', meeting: meeting.id, revision: meeting.revision } as const;
  const stays = was !== undefined && slot !== undefined && sameSlot(was, slot);
  const news = stays
    ? ({ ...about, what: 'placed' } as const)
    : ({ ...about, what: 'moved', ...(was && { was }) } as const);
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
      ...(first ? [] : tell(everywhere(home), ['meeting-news', meeting.id, meeting.revision], news, 'notice')),
      ...(deadlines.length === 0
        ? []
        : around.hearers.flatMap((hearer) =>
            tell(
              everywhere(hearer),
              ['plan', meeting.id, meeting.revision],
              { view: 'plan', sitting: meeting.id },
              'notice',
            ),
          )),
    ],
    say: { view: 'meeting', meeting: meeting.id },
  });
};
