import type { Doc } from '../../core/texts/doc.ts';
import { marksIn, picksIn } from './picks.ts';
import { bodyOf } from './render-body.ts';
import { htmlOf } from './render-html.ts';
import { messagesOf } from './render-split.ts';
import { clean } from './spans.ts';
import { type Unit, unitsOf } from './units.ts';

export { SIGN } from './spans.ts';

type PollBlock = Extract<Doc[number], { is: 'poll' }>;
type RoomsBlock = Extract<Doc[number], { is: 'rooms' }>;
type FileBlock = Extract<Doc[number], { is: 'file' }>;
export type Made =
  /** `picks`: what a reaction with this emoji chooses. `mentions`: Matrix ids. */
  | { body: string; html: string; mentions: readonly string[]; picks?: Readonly<Record<string, string>> }
  | { file: FileBlock['file']; name: string; title: string }
  | { poll: OwnPoll }
  | { space: OwnSpace };
/** A poll as clients show it (MSC3381). */
export type OwnPoll = {
  question: string;
  options: readonly { id: string; said: string }[];
  isHidden: boolean;
  isOver: boolean;
};

/** `by`: who asked for it. */
export type OwnSpace = { name: string; rooms: readonly { room: string; name: string }[]; by?: string };

const made = (units: readonly Unit[]): Made => {
  const marks = marksIn(units);
  const picks = picksIn(units);
  const spans = units.flatMap(({ frame, row }) => [...(frame.head ?? []), ...row.cells].flat());
  return {
    body: bodyOf(units, marks),
    html: htmlOf(units, marks),
    mentions: [...new Set(spans.flatMap(({ mention }) => mention ?? []))],
    ...(Object.keys(picks).length > 0 && { picks }),
  };
};
const isBlank = (text: string): boolean => text.trim() === '';
const saysNothing = ({ frame: { is }, row }: Unit): boolean =>
  (is === 'text' || is === 'heading') &&
  row.choices === undefined &&
  row.number === undefined &&
  isBlank(row.cells.flatMap((cell) => cell.map(({ said }) => said)).join(''));

const LONGEST_TITLE = 1_000;
const fileMade = ({ file, name, title }: FileBlock): Made => ({
  file,
  name: clean(name),
  title: clean(title.slice(0, LONGEST_TITLE)),
});

/** More than that clients leave out; what is left out could not be voted for. */
const MOST_OPTIONS = 20;
const LONGEST_OPTION = 340;
const pollMade = ({ question, options, hidden, over }: PollBlock): readonly Made[] =>
  options.length === 0 || options.length > MOST_OPTIONS || isBlank(question)
    ? []
    : [
        {
          poll: {
            question: clean(question.slice(0, LONGEST_OPTION)),
            options: options.map(({ pick, said }) => ({ id: pick, said: clean(said.slice(0, LONGEST_OPTION)) })),
            isHidden: hidden === true,
            isOver: over === true,
          },
        },
      ];

const spaceMade = ({ name, rooms, by: { account } }: RoomsBlock): Made => ({
  space: {
    name: clean(name),
    rooms: rooms.map((each) => ({ room: each.room, name: clean(each.name) })),
    ...(account !== undefined && { by: account }),
  },
});

/** Messages in the order of the Doc: each file and each poll is one of its own, and what stands between files is split where it must be. */
export const render = (doc: Doc): readonly Made[] => {
  const all: Made[] = [];
  let open: (readonly Unit[])[] = [];
  const close = () => {
    all.push(...messagesOf(open).map(made));
    open = [];
  };
  for (const block of doc) {
    if (block.is === 'file') {
      close();
      all.push(fileMade(block));
    } else if (block.is === 'poll') {
      close();
      all.push(...pollMade(block));
    } else if (block.is === 'rooms') {
      close();
      all.push(spaceMade(block));
    } else if (block.is !== 'form') open.push(unitsOf(block).filter((unit) => !saysNothing(unit)));
  }
  close();
  // a homeserver takes an empty message, but people would see a blank line with our name
  return all.filter((each) => !('body' in each) || !isBlank(each.body));
};
