import { meetingCard } from '../cards.ts';
import { forbidden } from '../commands/command.ts';
import { leaders } from '../commands/may.ts';
import { answerAt, textAt } from '../model/dialog.ts';
import { snapshotId } from '../model/file.ts';
import { expected, hold, type Meeting, repliesTo, standIns } from '../model/meeting.ts';
import { readNumber } from '../model/number.ts';
import type { PersonId } from '../model/place.ts';
import { ok } from '../model/result.ts';
import { protocolOf } from '../papers/protocol.ts';
import { everywhere, reach, tell } from '../reach.ts';
import { save } from '../step.ts';
import { people, words } from './read.ts';
import { recipe } from './recipe.ts';
import { reviewPicks, reviewRead } from './review.ts';

/** After a meeting: who was there, and for each item what is to be kept. */
export const minutes = recipe({
  name: 'minutes',
  version: 1,
  async load(reads, { about }) {
    const id = readNumber('S', about['meeting'] ?? '');
    const meeting = id && (await reads.meetings.byId(id));
    const organization = meeting && (await reads.organizations.byId(meeting.organization));
    if (meeting === undefined || organization === undefined || meeting.state.is === 'cancelled') return undefined;
    const replies = repliesTo(meeting, await reads.rsvps.of(meeting.id));
    const there = meeting.state.is === 'held' ? meeting.state.present : expected(replies);
    const instead = standIns(replies).map((each) => each.instead);
    const known = await reads.people.all();
    return { meeting, organization, there, instead, known, body: await reads.body() };
  },
  async why(reads, { about }) {
    const id = readNumber('S', about['meeting'] ?? '');
    const cancelled = id !== undefined && (await reads.meetings.byId(id))?.state.is === 'cancelled';
    return cancelled ? { code: 'meeting-cancelled', meeting: id } : undefined;
  },
  items: ({ meeting, there, instead, known }) => [
    {
      key: 'present',
      ask: askWho(meeting, there),
      about: { names: namesOf(there, known), instead: instead.join(', ') },
      read: people(there, known),
      needed: true,
      ...(there.length > 0 && { picks: ['yes'] as const }),
    },
    { key: 'guests', ask: 'minutes-guests', read: words, picks: ['skip'] },
    ...meeting.agenda.flatMap((item, i) => {
      const about = { number: `${i + 1}`, title: item.title, label: item.label };
      return [
        { key: `item.${item.number}.note`, ask: 'minutes-note', about, read: words, picks: ['skip'] } as const,
        { key: `item.${item.number}.decision`, ask: 'minutes-decision', about, read: words, picks: ['skip'] } as const,
      ];
    }),
    { key: 'review', ask: 'minutes-review', review: true, read: reviewRead, picks: reviewPicks },
  ],
  async finish({ meeting, organization, there, body }, { answers }, asked, reads) {
    const { now } = asked;
    const wrong = await forbidden(reads, asked, organization, leaders); // asked again: a dialog may take days
    if (wrong !== undefined) return wrong;
    const said = (path: string) => textAt(answers, path);
    const listed = answerAt(answers, 'present');
    const guests = said('guests');
    const items = meeting.agenda.map(({ number }) => {
      const [note, decision] = [said(`item.${number}.note`), said(`item.${number}.decision`)];
      return { number, ...(note !== undefined && { note }), ...(decision !== undefined && { decision }) };
    });
    const held = hold(
      { ...meeting, revision: meeting.revision + 1, followed: true },
      {
        present: Array.isArray(listed) ? (listed as PersonId[]) : there,
        items,
        ...(guests !== undefined && { guests }),
      },
    );
    if (!held.ok) return held;
    const sources = {
      organization,
      body,
      people: await reads.people.all(),
      excused: repliesTo(meeting, await reads.rsvps.of(meeting.id))
        .filter(({ reply }) => reply === 'no')
        .map(({ person }) => person),
    };
    const parts = (['all', 'public'] as const).map((part) =>
      save('snapshot', {
        id: snapshotId({ file: 'protocol', of: meeting.id, revision: held.value.revision, format: 'md', part }),
        of: 'document',
        document: protocolOf(held.value, part, sources),
      }),
    );
    const home = await reach(reads, organization.id, now);
    const view = { view: 'protocol', meeting: meeting.id, revision: held.value.revision, part: 'all' } as const;
    return ok({
      save: [save('meeting', held.value), ...parts],
      posts: [
        ...meetingCard(home, meeting.id),
        ...tell(everywhere(home), ['protocol', meeting.id, held.value.revision], view, 'notice'),
      ],
      say: view,
    });
  },
});
const askWho = ({ state }: Meeting, there: readonly PersonId[]) => {
  if (there.length === 0) return 'minutes-present-nobody';
  return state.is === 'held' ? 'minutes-present-again' : 'minutes-present';
};
const namesOf = (those: readonly PersonId[], known: readonly { id: PersonId; name: string }[]): string =>
  those.map((id) => known.find((each) => each.id === id)?.name ?? id).join(', ');
