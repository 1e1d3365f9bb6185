import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export type Asking = { secret(question: string): Promise<string | undefined>; isPerson: boolean; close(): void };

/** What is typed is not shown; a script gives one line for each question. Undefined: there is no answer any more. */
export const asking = (): Asking => {
  const isPerson = process.stdin.isTTY === true;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: isPerson });
  const lines = terminal[Symbol.asyncIterator]();
  terminal.on('SIGINT', () => terminal.close());
  return {
    isPerson,
    async secret(question) {
      process.stdout.write(question);
      const { value, done } = await lines.next();
      process.stdout.write('\n');
      return done === true ? undefined : value.trim();
    },
    close: () => terminal.close(),
  };
};
