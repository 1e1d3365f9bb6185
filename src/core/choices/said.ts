import { texts } from '../texts/index.ts';

/** A choice and all the words for it, in any language we speak: where there are no buttons, people type them. */
type Labels = Readonly<Record<string, string>>;
const spoken = (of: (words: (typeof texts)['de']) => Labels): ReadonlyMap<string, string> =>
  new Map(
    Object.values(texts).flatMap((words) =>
      Object.entries(of(words)).map(([pick, label]) => [label.toLowerCase(), pick] as const),
    ),
  );

const sources = {
  outcome: spoken(({ outcome }) => outcome.picks),
  deadline: spoken(({ deadline }) => deadline.picks),
  paper: spoken(({ paper }) => paper.picks),
  assignment: spoken(({ assignment }) => assignment.picks),
  rsvp: new Map([...spoken(({ meeting }) => meeting.replies)].map(([word, pick]) => [word, `rsvp:${pick}`])),
  followUp: spoken(({ meeting }) => ({ held: meeting.wasHeld, 'not-held': meeting.wasNotHeld })),
  protocol: spoken(({ meeting }) => ({ report: meeting.collect })),
} as const;
const short: { [S in keyof typeof sources]: Readonly<Record<string, string>> } = {
  outcome: { rückfrage: 'ask-back' },
  deadline: { später: 'later', later: 'later' },
  paper: { ja: 'submitted', yes: 'submitted' },
  assignment: {},
  rsvp: {
    ja: 'rsvp:yes',
    yes: 'rsvp:yes',
    vielleicht: 'rsvp:maybe',
    maybe: 'rsvp:maybe',
    nein: 'rsvp:no',
    no: 'rsvp:no',
  },
  followUp: { ja: 'held', yes: 'held', nein: 'not-held', no: 'not-held' },
  protocol: { ja: 'report', yes: 'report' },
};
/** The pick that a text begins with, and what is said beyond it. */
export const pickIn = (source: keyof typeof sources, text: string): { pick: string; rest: string } | undefined => {
  const lower = text.trim().toLowerCase();
  const words = [...sources[source], ...Object.entries(short[source])].toSorted(([a], [b]) => b.length - a.length);
  const hit = words.find(
    ([word]) => lower === word || (lower.startsWith(word) && /^[\s:,.!]/.test(lower.slice(word.length))),
  );
  return (
    hit && {
      pick: hit[1],
      rest: text
        .trim()
        .slice(hit[0].length)
        .replace(/^[\s:,.!]+/, ''),
    }
  );
};
