import { fileName } from '../model/file.ts';
import { slotOf } from '../model/meeting.ts';
import { dayOfSlot } from '../model/slot.ts';
import { dates } from '../texts/dates.ts';
import { type Block, heading, line, text, user } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { View } from './index.ts';
import { meetingIn } from './meeting.ts';

const files = (of: `V-${number}`, revision: number, title: string): readonly Block[] =>
  (['docx', 'md'] as const).map((format): Block => {
    const file = { file: 'paper', of, revision, format } as const;
    return { is: 'file', file, name: fileName(file), title };
  });

/** Drafts stay among those who write them; what has been handed in is public business. */
export const paper: View<'paper'> = async (of, look) => {
  const { reads, words } = look;
  const found = await reads.papers.byId(of.paper);
  const sitting = found && (await meetingIn(reads, found.sitting));
  const slot = sitting && slotOf(sitting.meeting);
  if (found === undefined || sitting === undefined) return gone(look);
  const outcomes = await Promise.all(found.outcomes.map((id) => reads.outcomes.byId(id)));
  const choices = {
    draft: [{ pick: 'release', label: words.paper.picks.release, main: true as const }],
    released: [{ pick: 'submitted', label: words.paper.picks.submitted, main: true as const }],
    submitted: [],
  }[found.state.is];
  return {
    label: found.state.is === 'submitted' ? 'public' : 'non-public',
    inside: [found.organization],
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
          { label: words.paper.proposalHeading, words: [user(found.words.proposal)] },
        ],
      },
      {
        is: 'list',
        items: outcomes.flatMap((outcome) =>
          outcome === undefined ? [] : [line`${outcome.id}: ${user(found.reworded[outcome.id] ?? outcome.text)}`],
        ),
      },
      ...files(found.id, found.revision, found.words.title),
      ...(found.state.is === 'submitted' ? [] : [text(words.paper.howToEdit(found.id))]),
      ...(choices.length === 0 ? [] : [text(words.paper.next[found.state.is], { choices })]),
    ],
  };
};

export const paperNews: View<'paper-news'> = async (of, look) => {
  const { reads, words } = look;
  const found = await reads.papers.byId(of.paper);
  const sitting = found && (await meetingIn(reads, found.sitting));
  if (found === undefined || sitting === undefined) return gone(look);
  return {
    label: of.what === 'submitted' ? 'public' : 'non-public',
    inside: [found.organization],
    otherwise: [text(words.paper.short(found.id))],
    say: [
      text(words.paper.news[of.what](found.id, user(sitting.organization.name))),
      ...files(found.id, of.revision, found.words.title),
    ],
  };
};

/** For a group: which of its results are before the committee. */
export const reported: View<'reported'> = async (of, look) => {
  const { reads, words } = look;
  const found = await reads.papers.byId(of.paper);
  const sitting = found && (await meetingIn(reads, found.sitting));
  if (found === undefined || sitting === undefined) return gone(look);
  const own = (await Promise.all(found.outcomes.map((id) => reads.outcomes.byId(id)))).filter(
    (outcome) => outcome?.organization === of.organization,
  );
  return {
    label: 'public',
    say: [
      text(words.paper.reported(found.id, user(sitting.organization.name))),
      {
        is: 'list',
        items: own.flatMap((outcome) =>
          outcome === undefined ? [] : [line`${outcome.id}: ${user(found.reworded[outcome.id] ?? outcome.text)}`],
        ),
      },
    ],
  };
};
