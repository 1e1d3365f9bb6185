import { z } from 'zod';
import { reword } from '../model/paper.ts';
import { ok } from '../model/result.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { leaders } from './may.ts';
import { section } from './paper-section.ts';
import { loadWithSources, type PaperReads, written } from './paper-words.ts';

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
    section,
    text: arg.text,
  }),
  may: leaders,
  load: (reads: PaperReads, { paper }, { now }) => loadWithSources(reads, paper, now),
  decide(loaded, { section: what, text }) {
    const edited = reword(loaded.paper, what, text);
    return edited.ok
      ? ok({
          ...written(loaded, edited.value, loaded.sources, loaded.paper),
          say: { view: 'paper', paper: edited.value.id },
        })
      : edited;
  },
});
