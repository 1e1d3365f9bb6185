import { snapshotId } from '../model/file.ts';
import { type Meeting, slotOf } from '../model/meeting.ts';
import type { Body, Organization } from '../model/organization.ts';
import { endOf } from '../model/slot.ts';
import type { Instant } from '../model/time.ts';
import type { Snapshot } from '../step.ts';
import { wordingOf } from '../texts/wording.ts';
import type { Invitation } from './invitation.ts';

/** A calendar file goes through many hands: it names public items only. */
const invitationTo = (
  meeting: Meeting,
  organization: Organization,
  body: Body,
  now: Instant,
): Invitation | undefined => {
  const slot = slotOf(meeting);
  if (slot === undefined) return undefined;
  const words = wordingOf(organization).meeting;
  const items = meeting.agenda.map(
    ({ title, label }, i) => `${i + 1}. ${label === 'public' ? title : words.nonPublicItem}`,
  );
  const { room, link } = meeting.where;
  return {
    uid: `${meeting.id}@${body.id.replace(/^body:/, '')}`,
    sequence: meeting.revision,
    method: meeting.state.is === 'cancelled' ? 'CANCEL' : 'PUBLISH',
    stamp: now.toString(),
    title: words.inCalendar(meeting.id, organization.name),
    description: items.length === 0 ? '' : [words.agenda, ...items].join('\n'),
    slot: 'day' in slot ? slot : { from: slot.from, to: endOf(slot, meeting.zone) },
    zone: meeting.zone,
    ...(room !== undefined && { location: room }),
    ...(link !== undefined && { url: link }),
    language: organization.language,
  };
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
