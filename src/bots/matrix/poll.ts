import type { Body } from './client.ts';
import { fieldIn, textIn } from './events.ts';
import type { OwnPoll } from './render.ts';

/** MSC3381 as clients understand it today: under the names that it had before it was accepted. */
export const START = 'org.matrix.msc3381.poll.start';
export const END = 'org.matrix.msc3381.poll.end';
const TEXT = 'org.matrix.msc1767.text';

/** Several dates may suit somebody. Clients that know no polls show the text. */
export const startOf = ({ question, options, isHidden }: OwnPoll): Body => ({
  [START]: {
    question: { [TEXT]: question },
    kind: `org.matrix.msc3381.poll.${isHidden ? 'undisclosed' : 'disclosed'}`,
    max_selections: options.length,
    answers: options.map(({ id, said }) => ({ id, [TEXT]: said })),
  },
  [TEXT]: [question, ...options.map(({ said }) => said)].join('\n'),
});
export const endOf = (event: string, question: string): Body => ({
  [END]: {},
  [TEXT]: question,
  'm.relates_to': { rel_type: 'm.reference', event_id: event },
});
export const questionIn = (content: unknown): string => textIn(content, START, 'question', TEXT) ?? '';
/** Whether what stands there asks the same. */
export const asksTheSame = (content: unknown, poll: OwnPoll): boolean =>
  JSON.stringify(fieldIn(content, START, 'answers')) === JSON.stringify(fieldIn(startOf(poll), START, 'answers'));
