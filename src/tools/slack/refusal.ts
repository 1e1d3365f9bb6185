/** An answer that is a refusal, as Slack puts it: 200, and a code in the body, of those that the method documents. */
import type { Json } from './json.ts';

export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  readonly more: Json;
  constructor(code: string, more: Json = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

/** What is wrong in which place of an argument, in the words that Slack uses for it. */
export const wrong = (code: string, problems: readonly string[]): Refusal =>
  new Refusal(code, {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
