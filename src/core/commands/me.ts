import { z } from 'zod';
import { ok } from '../model/result.ts';
import { showing } from '../step.ts';
import { command } from './command.ts';

/** What is kept of whoever asks, and how they get it changed or deleted. */
export const me = command({
  name: 'me',
  words: ['meine daten', 'my data'],
  takes: [],
  args: z.object({}),
  may: 'anyone',
  load: async () => ok({}),
  decide: (_, __, { by }) => ok(showing({ view: 'me', person: by })),
});
