import { texts } from '../texts/index.ts';
import type { ViewRef } from '../views/refs.ts';

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
export type Source = keyof typeof sources;
/** What can be said to a post. */
export const sourceOf: Partial<Record<ViewRef['view'], Source>> = {
  meeting: 'rsvp',
  'meeting-news': 'rsvp',
  'follow-up': 'followUp',
  protocol: 'protocol',
  outcome: 'outcome',
  'outcome-news': 'outcome',
  assignment: 'assignment',
  reminder: 'deadline',
  paper: 'paper',
};

/** The pick that a text begins with, and what is said beyond it. */
export const pickIn = (source: Source, text: string): { pick: string; rest: string } | undefined => {
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

/** The pick that is all that a text says. Among people who talk, "ja" means more than one thing, but for who comes. */
export const pickAlone = (source: Source, text: string): string | undefined => {
  const found = pickIn(source, text);
  const isClear = source === 'rsvp' || sources[source].has(text.trim().toLowerCase());
  return found?.rest === '' && isClear ? found.pick : undefined;
};

/** What a text says to each kind of card, if it is the very word on one of its buttons. */
export const picksBy = (text: string): ReadonlyMap<Source, string> => {
  const word = text.trim().toLowerCase();
  return new Map(
    (Object.keys(sources) as Source[]).flatMap((source) => {
      const pick = sources[source].get(word);
      return pick === undefined ? [] : [[source, pick] as const];
    }),
  );
};
