import { nextSitting } from '../commands/load.ts';
import { type FileWords, fileName } from '../model/file.ts';
import { slotOf } from '../model/meeting.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Paper } from '../model/paper.ts';
import { dayOfSlot } from '../model/slot.ts';
import { isInside, mayRead } from '../sight.ts';
import { dates } from '../texts/dates.ts';
import { type Block, heading, line, text, user } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { Look, View } from './index.ts';
import { meetingIn } from './meeting.ts';

const files = (of: `V-${number}`, revision: number, title: string, words: FileWords): readonly Block[] =>
  (['docx', 'md'] as const).map((format): Block => {
    const file = { file: 'paper', of, revision, format } as const;
    return { is: 'file', file, name: fileName(file, words), title };
  });

type Found = { paper: Paper; sitting: NonNullable<Awaited<ReturnType<typeof meetingIn>>> };
const paperIn = async (reads: Look['reads'], id: Paper['id']): Promise<Found | undefined> => {
  const paper = await reads.papers.byId(id);
  const sitting = paper && (await meetingIn(reads, paper.sitting));
  return paper && sitting ? { paper, sitting } : undefined;
};
/** What it says, each sentence with its number. */
const sentences = ({ reworded }: Paper, outcomes: readonly (Outcome | undefined)[]): Block => ({
  is: 'list',
  items: outcomes.flatMap((outcome) =>
    outcome === undefined ? [] : [line`${outcome.id}: ${user(reworded[outcome.id] ?? outcome.text)}`],
  ),
});

/** Drafts stay among those who write or co-sign them; what has been released is public business. */
export const paper: View<'paper'> = async (of, look) => {
  const { reads, words, reader, now } = look;
  const it = await paperIn(reads, of.paper);
  if (it === undefined) return gone(look);
  const { paper: found, sitting } = it;
  const slot = slotOf(sitting.meeting);
  const outcomes = await Promise.all(found.outcomes.map((id) => reads.outcomes.byId(id)));
  const writes = reader === undefined || (await isInside(reads, reader, found.organization, now));
  const coSigns = !writes && (await mayRead(reads, reader, found, now));
  const fell = sitting.meeting.state.is === 'cancelled';
  const open = writes && !fell;
  const choices = {
    draft: [{ pick: 'release', label: words.paper.picks.release, main: true as const }],
    released: [{ pick: 'submitted', label: words.paper.picks.submitted, main: true as const }],
    submitted: [],
  }[found.state.is];
  return {
    label: found.state.is === 'draft' ? 'non-public' : 'public',
    ...(!coSigns && { inside: [found.organization] }),
    otherwise: [text(words.paper.short(found.id))],
    say: [
      heading(line`${found.id}: ${user(found.words.title)}`),
      {
        is: 'fields',
        fields: [
          {
            label: words.paper.for,
            words: line`${user(sitting.organization.name)}${slot === undefined ? '' : line`, ${dates(words.language).day(dayOfSlot(slot, sitting.meeting.zone))}`}`,
          },
          { label: words.paper.state, words: [words.paper.states[found.state.is]] },
          ...(found.words.proposal === ''
            ? []
            : [{ label: words.paper.proposalHeading, words: [user(found.words.proposal)] }]),
        ],
      },
      ...(fell ? [text(words.paper.fallen(sitting.meeting.id))] : []),
      ...(fell && writes ? [text(words.paper.goOn(await nextSitting(reads, sitting.organization.id, now)))] : []),
      sentences(found, outcomes),
      ...files(found.id, found.revision, found.words.title, words.files),
      ...(found.state.is === 'submitted' || !open ? [] : [text(words.paper.howToEdit(found.id))]),
      ...(choices.length === 0 || !open ? [] : [text(words.paper.next[found.state.is], { choices })]),
    ],
  };
};

export const paperNews: View<'paper-news'> = async (of, look) => {
  const { reads, words, now } = look;
  const it = await paperIn(reads, of.paper);
  if (it === undefined) return gone(look);
  const { paper: found, sitting } = it;
  if (sitting.meeting.state.is === 'cancelled') {
    const how = found.state.is === 'submitted' ? 'submitted' : 'open';
    const what = text(words.paper.fell[how](found.id, sitting.organization.name, sitting.meeting.id));
    if (of.what !== 'fallen') return { label: 'public', say: [what] };
    const again = how === 'submitted' && found.outcomes.length > 0 ? [text(words.paper.again(found.outcomes))] : [];
    const next = await nextSitting(reads, sitting.organization.id, now);
    return { label: 'public', say: [what, ...again, text(words.paper.goOn(next))] };
  }
  // what was released was read and agreed to: whoever has it must learn that it was changed since
  if (of.what === 'fallen' || found.revision !== of.revision)
    return { label: 'public', say: [text(words.paper.superseded(found.id, sitting.organization.name))] };
  return {
    label: 'public',
    say: [
      text(words.paper.news[of.what](found.id, sitting.organization.name)),
      ...files(found.id, of.revision, found.words.title, words.files),
    ],
  };
};

/** For a group: which of its results are before the committee. */
export const reported: View<'reported'> = async (of, look) => {
  const { reads, words } = look;
  const it = await paperIn(reads, of.paper);
  if (it === undefined) return gone(look);
  const { paper: found, sitting } = it;
  const own = (await Promise.all(found.outcomes.map((id) => reads.outcomes.byId(id)))).filter(
    (outcome) => outcome?.organization === of.organization,
  );
  const { meeting, organization } = sitting;
  const said =
    meeting.state.is === 'cancelled'
      ? words.paper.notReported(found.id, organization.name, meeting.id)
      : words.paper.reported(found.id, organization.name);
  return {
    label: 'public',
    say: [text(said), sentences(found, own)],
  };
};
