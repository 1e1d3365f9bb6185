import { snapshotId } from '../model/file.ts';
import { type Meeting, slotOf } from '../model/meeting.ts';
import type { Body, Organization } from '../model/organization.ts';
import { endOf } from '../model/slot.ts';
import type { Instant } from '../model/time.ts';
import type { Snapshot } from '../step.ts';
import { wordingOf } from '../texts/wording.ts';
import type { Invitation } from './invitation.ts';

/** How much a reader may see: what is public and no more, what goes to all who are invited, or all. */
export type Sight = 'public' | 'invited' | 'inside';
/** What a calendar shows of a meeting, however it gets there. */
export type Entry = Omit<Invitation, 'method' | 'stamp'>;

/** Whoever has the link of a video meeting can be there: it is for those who are invited. */
export const entryOf = (meeting: Meeting, organization: Organization, body: Body, sight: Sight): Entry | undefined => {
  const slot = slotOf(meeting);
  if (slot === undefined) return undefined;
  const words = wordingOf(organization).meeting;
  const items = meeting.agenda.map(({ title, label }, i) => {
    if (label === 'public') return `${i + 1}. ${title}`;
    return `${i + 1}. ${sight === 'inside' ? `${title} (${words.nonPublic})` : words.nonPublicItem}`;
  });
  const { room, link } = meeting.where;
  return {
    uid: `${meeting.id}@${body.id.replace(/^body:/, '')}`,
    sequence: meeting.revision,
    title: words.inCalendar(meeting.id, organization.name),
    description: items.length === 0 ? '' : [words.agenda, ...items].join('\n'),
    slot: 'day' in slot ? slot : { from: slot.from, to: endOf(slot, meeting.zone) },
    zone: meeting.zone,
    ...(room !== undefined && { location: room }),
    ...(link !== undefined && sight !== 'public' && { url: link }),
    language: organization.language,
  };
};
/** A calendar file goes through many hands: it names public items only. */
const invitationTo = (
  meeting: Meeting,
  organization: Organization,
  body: Body,
  now: Instant,
): Invitation | undefined => {
  const entry = entryOf(meeting, organization, body, 'invited');
  const method = meeting.state.is === 'cancelled' ? 'CANCEL' : 'PUBLISH';
  return entry && { ...entry, method, stamp: now.toString() };
};
export const invitationSnapshot = (
  meeting: Meeting,
  organization: Organization,
  body: Body,
  now: Instant,
): readonly Snapshot[] => {
  const invitation = invitationTo(meeting, organization, body, now);
  const id = snapshotId({ file: 'invitation', of: meeting.id, revision: meeting.revision, format: 'ics' });
  return invitation === undefined ? [] : [{ id, of: 'invitation', invitation }];
};
