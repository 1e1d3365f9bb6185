import { z } from 'zod';
import { answerQuestion } from '../model/outcome.ts';
import { ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadOutcome, steeringHome } from './load.ts';
import { voters } from './may.ts';
import { steer } from './steering.ts';

export const outcomeAnswer = command({
  name: 'outcome-answer',
  words: ['antwort', 'answer'],
  takes: [
    { name: 'outcome', kind: 'outcome' },
    { name: 'text', kind: 'text' },
  ],
  args: z.object({ outcome: arg.outcome, text: arg.text }),
  may: voters,
  async load(
    reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'outcomes'>,
    args,
    { now },
  ) {
    const found = await loadOutcome(reads, args.outcome, now);
    return found.ok
      ? ok({ ...found.value, steering: await steeringHome(reads, found.value.outcome.steering, now) })
      : found;
  },
  decide: ({ steering, outcome, ...source }, { text }, { by, now }) =>
    steer({ ...steering, source, outcome }, answerQuestion(outcome, by, text, now), 'answered'),
});
