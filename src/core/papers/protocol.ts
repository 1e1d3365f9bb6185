import { type Meeting, slotOf } from '../model/meeting.ts';
import type { Body, Organization, Person } from '../model/organization.ts';
import type { PersonId } from '../model/place.ts';
import { dayOfSlot } from '../model/slot.ts';
import { dates } from '../texts/dates.ts';
import { wordingOf } from '../texts/wording.ts';
import type { Block, Document, Span } from './document.ts';

type Sources = { organization: Organization; body: Body; people: readonly Person[]; excused: readonly PersonId[] };
/** Short minutes. The public part names a non-public item by its number and nothing else. */
export const protocolOf = (
  meeting: Meeting,
  part: 'public' | 'all',
  { organization, body, people, excused }: Sources,
): Document => {
  const words = wordingOf(organization).protocol;
  const slot = slotOf(meeting);
  const on = dates(organization.language);
  const names = (ids: readonly PersonId[]) =>
    ids.map((id) => people.find((each) => each.id === id)?.name ?? id).join(', ');
  const { room, link } = meeting.where;
  const facts = [
    ...(slot === undefined ? [] : [[words.when, on.slot(slot, meeting.zone)]]),
    ...(room === undefined && link === undefined
      ? []
      : [[words.where, [room, link].filter((each) => each !== undefined).join(', ')]]),
    [words.present, meeting.state.is === 'held' ? names(meeting.state.present) || words.nobody : ''],
    ...(excused.length === 0 ? [] : [[words.excused, names(excused)]]),
    ...(meeting.state.is === 'held' && meeting.state.guests !== undefined
      ? [[words.guests, meeting.state.guests]]
      : []),
  ];
  const items = meeting.agenda.flatMap(({ title, label, note, decision }, i): readonly Block[] => {
    if (label === 'non-public' && part === 'public')
      return [{ kind: 'heading', level: 2, text: `${i + 1}. ${words.nonPublicItem}` }];
    const said = (text: string, ...before: readonly Span[]): Block => ({ kind: 'paragraph', spans: [...before, text] });
    return [
      { kind: 'heading', level: 2, text: `${i + 1}. ${title}${label === 'non-public' ? ` (${words.nonPublic})` : ''}` },
      ...(note === undefined ? [] : [said(note)]),
      ...(decision === undefined ? [] : [said(decision, { text: words.decision, strong: true })]),
      ...(note === undefined && decision === undefined ? [said(words.nothingNoted)] : []),
    ];
  });
  return {
    title: words.title(meeting.id, organization.name),
    sort:
      part === 'all' && meeting.agenda.some(({ label }) => label === 'non-public') ? words.withNonPublic : words.sort,
    issuer: [body.name, organization.name],
    ...(slot && { date: on.date(dayOfSlot(slot, meeting.zone)), day: dayOfSlot(slot, meeting.zone) }),
    language: organization.language,
    blocks: [{ kind: 'table', caption: '', head: [words.what, words.which], rows: facts }, ...items],
  };
};
