import { askBack } from '../commands/ask-back.ts';
import { perform, type Verb } from '../commands/command.ts';
import { decide } from '../commands/decide.ts';
import { decline } from '../commands/decline.ts';
import { outcomeAnswer } from '../commands/outcome-answer.ts';
import { outcomeObject } from '../commands/outcome-object.ts';
import { type Answers, type Question, textAt } from '../model/dialog.ts';
import { type OutcomeId, readNumber } from '../model/number.ts';
import { no } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import type { Asked, Decision } from '../step.ts';
import type { Ask } from '../texts/index.ts';
import { words } from './read.ts';
import { recipe } from './recipe.ts';

type Then = (reads: Reads, said: Said, answers: Answers, asked: Asked) => Promise<Decision>;
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
    async finish({ id: outcome }, { answers }, asked, reads) {
      const said = textAt(answers, 'text');
      return said === undefined
        ? no({ code: 'unreadable', wanted: 'text' })
        : then(reads, { outcome, text: said }, answers, asked);
    },
  });

const text = (ask: Ask): Question<Ask> => ({ key: 'text', ask, read: words, needed: true });
type Said = { outcome: OutcomeId; text: string };
/** The verb that is named like the question. */
const oneText = (name: 'ask-back' | 'decline' | 'object' | 'answer', verb: Verb<Said, unknown>) =>
  aboutOutcome(name, [text(name)], (reads, said, _, asked) => perform(verb, said, reads, asked));

export const askingBack = oneText('ask-back', askBack);
export const declining = oneText('decline', decline);
export const objecting = oneText('object', outcomeObject);
export const answering = oneText('answer', outcomeAnswer);
export const deciding = aboutOutcome(
  'decide',
  [text('decide'), { key: 'next', ask: 'decide-next', read: words, picks: ['skip'] }],
  (reads, said, answers, asked) => {
    const next = textAt(answers, 'next');
    return perform(decide, { ...said, ...(next !== undefined && { 'next-step': next }) }, reads, asked);
  },
);
