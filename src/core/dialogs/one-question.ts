import { askBack } from '../commands/ask-back.ts';
import { perform } from '../commands/command.ts';
import { decide } from '../commands/decide.ts';
import { decline } from '../commands/decline.ts';
import { outcomeAnswer } from '../commands/outcome-answer.ts';
import { outcomeObject } from '../commands/outcome-object.ts';
import { answerAt, type Question } from '../model/dialog.ts';
import { type OutcomeId, readNumber } from '../model/number.ts';
import { no } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import type { Asked, Decision } from '../step.ts';
import type { Ask } from '../texts/index.ts';
import { words } from './read.ts';
import { recipe } from './recipe.ts';

type Then = (
  reads: Reads,
  outcome: OutcomeId,
  said: (key: string) => string | undefined,
  asked: Asked,
) => Promise<Decision>;
/** What a click on an outcome leaves unsaid is asked, and then done as if it had been typed. */
const aboutOutcome = (name: string, questions: readonly Question<Ask>[], then: Then) =>
  recipe({
    name,
    version: 1,
    async load(reads, { about }) {
      const id = readNumber('E', about['outcome'] ?? '');
      return id && (await reads.outcomes.byId(id));
    },
    items: ({ id, text, label }) => questions.map((question) => ({ ...question, about: { outcome: id, text, label } })),
    async finish({ id }, { answers }, asked, reads) {
      const said = (key: string) => {
        const value = answerAt(answers, key);
        return typeof value === 'string' ? value : undefined;
      };
      return then(reads, id, said, asked);
    },
  });

const text = (ask: Ask): Question<Ask> => ({ key: 'text', ask, read: words });
const missing = no({ code: 'unreadable', wanted: 'text' } as const);

export const askingBack = aboutOutcome('ask-back', [text('ask-back')], async (reads, outcome, said, asked) => {
  const question = said('text');
  return question === undefined ? missing : perform(askBack, { outcome, text: question }, reads, asked);
});
export const deciding = aboutOutcome(
  'decide',
  [text('decide'), { key: 'next', ask: 'decide-next', read: words, picks: ['skip'] }],
  async (reads, outcome, said, asked) => {
    const [decision, next] = [said('text'), said('next')];
    return decision === undefined
      ? missing
      : perform(decide, { outcome, text: decision, ...(next !== undefined && { 'next-step': next }) }, reads, asked);
  },
);
export const declining = aboutOutcome('decline', [text('decline')], async (reads, outcome, said, asked) => {
  const reason = said('text');
  return reason === undefined ? missing : perform(decline, { outcome, text: reason }, reads, asked);
});
export const objecting = aboutOutcome('object', [text('object')], async (reads, outcome, said, asked) => {
  const reason = said('text');
  return reason === undefined ? missing : perform(outcomeObject, { outcome, text: reason }, reads, asked);
});
export const answering = aboutOutcome('answer', [text('answer')], async (reads, outcome, said, asked) => {
  const answer = said('text');
  return answer === undefined ? missing : perform(outcomeAnswer, { outcome, text: answer }, reads, asked);
});
