import { z } from 'zod';
import type { OutcomeId } from '../model/number.ts';
import { readNumber } from '../model/number.ts';
import { reword, type Section } from '../model/paper.ts';
import { ok } from '../model/result.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { leaders } from './may.ts';
import { loadWithSources, type PaperReads, written } from './paper-words.ts';

const sections = new Map<string, Section>([
  ['titel', 'title'],
  ['betreff', 'title'],
  ['title', 'title'],
  ['beschluss', 'proposal'],
  ['beschlussvorschlag', 'proposal'],
  ['proposal', 'proposal'],
  ['einleitung', 'introduction'],
  ['introduction', 'introduction'],
]);
/** A section, or the sentence on one outcome: "vorlage ändern V-2 E-7 …". */
export const paperEdit = command({
  name: 'paper-edit',
  words: ['vorlage ändern', 'vorlage aendern', 'paper edit'],
  takes: [
    { name: 'paper', kind: 'paper' },
    { name: 'section', kind: 'word' },
    { name: 'text', kind: 'text' },
  ],
  args: z.object({
    paper: arg.paper,
    section: z.string().transform((said, context): Section | OutcomeId => {
      const found = readNumber('E', said) ?? sections.get(said.toLowerCase().replace(/[:.]$/, ''));
      if (found !== undefined) return found;
      context.addIssue({ code: 'custom', input: said, message: 'no such section' });
      return z.NEVER;
    }),
    text: arg.text,
  }),
  may: leaders,
  load: (reads: PaperReads, { paper }, { now }) => loadWithSources(reads, paper, now),
  decide(loaded, { section, text }) {
    const edited = reword(loaded.paper, section, text);
    return edited.ok
      ? ok({ ...written(loaded, edited.value, loaded.sources), say: { view: 'paper', paper: edited.value.id } })
      : edited;
  },
});
