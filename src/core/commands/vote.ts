import { z } from 'zod';
import { pollCard } from '../cards.ts';
import { vote as cast } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import { type Change, save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadBallot } from './load.ts';
import { readMarks } from './marks.ts';
import { voters } from './may.ts';

export const vote = command({
  name: 'vote',
  words: ['stimme', 'abstimmen', 'vote'],
  takes: [
    { name: 'poll', kind: 'poll' },
    { name: 'marks', kind: 'text' },
  ],
  args: z
    .object({ poll: arg.poll, marks: arg.text.transform(partsOf) })
    .transform(({ poll, marks }) => ({ poll, picked: marks, dropped: [] as readonly string[] | 'rest' })),
  may: voters,
  load: (reads, { poll }, asked) => loadBallot(reads, poll, asked),
  decide({ poll, reach, before }, { picked, dropped }, { by, now, message }) {
    const all = poll.options.map(({ number }) => number);
    const picks = readMarks(picked, all);
    const gone = dropped === 'rest' ? ok(dropped) : readMarks(dropped);
    if (!picks.ok) return picks;
    if (!gone.ok) return gone;
    if (dropped !== 'rest' && picks.value.length === 0 && dropped.length === 0)
      return no({ code: 'unreadable-marks', text: '' });
    const marks = cast(poll, before?.marks ?? [], { picked: picks.value, dropped: gone.value }, now);
    if (!marks.ok) return marks;
    const said: readonly Change[] =
      message === undefined
        ? []
        : [save('utterance', { message, person: by, did: 'vote', poll: poll.id, marks: picks.value })];
    return ok({
      save: [save('ballot', { ...before, poll: poll.id, person: by, marks: marks.value }), ...said],
      posts: pollCard(reach, poll.id),
      say: { view: 'ballot', poll: poll.id, person: by },
    });
  },
});

/** "1 ja, 2 vielleicht; 3 nein" */
export function partsOf(text: string): readonly string[] {
  return text
    .split(/[,;\n]/)
    .flatMap((part) => part.replace(/\s+/g, ' ').split(/ (?:und|and) /))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
