import { z } from 'zod';
import { paperCard } from '../cards.ts';
import { report } from '../model/outcome.ts';
import { submit } from '../model/paper.ts';
import { no, ok } from '../model/result.ts';
import { stands } from '../papers/council-paper.ts';
import type { Reads } from '../ports.ts';
import { everywhere, tell } from '../reach.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { boardsOf } from './load.ts';
import { leaders } from './may.ts';
import { loadToHandIn, type PaperReads, reportersOf, stillHeld } from './paper-words.ts';
import { shownAnew } from './steering.ts';

/** It has been handed in: its outcomes are reported, their groups are told, and the boards see what was reported. */
export const paperSubmitted = command({
  name: 'paper-submitted',
  words: ['vorlage abgegeben', 'vorlage abgeben', 'paper submitted'],
  takes: [{ name: 'paper', kind: 'paper' }],
  args: z.object({ paper: arg.paper }),
  may: leaders,
  async load(reads: PaperReads & Pick<Reads, 'deadlines'>, args, { now }) {
    const found = await loadToHandIn(reads, args.paper, now);
    if (!found.ok) return found;
    const { paper, sources, organization } = found.value;
    return ok({
      ...found.value,
      reporters: await reportersOf(reads, sources.outcomes, now),
      boards: await boardsOf(reads, organization, now),
      deadlines: await reads.deadlines.of(paper.sitting),
    });
  },
  decide({ paper, organization, reach: steering, sources, next, reporters, boards, deadlines }, _, { by, now }) {
    const held = stillHeld(paper, sources, next);
    if (!held.ok) return held;
    const fallen = sources.outcomes.filter((outcome) => !stands(outcome, paper)).map(({ id }) => id);
    if (paper.state.is !== 'submitted' && fallen.length > 0) return no({ code: 'paper-outdated', outcomes: fallen });
    const submitted = submit(paper, by, now.toString());
    if (!submitted.ok) return submitted;
    const reported = sources.outcomes.map((outcome) => report(outcome, paper.id));
    const reachOf = (organization: string) => reporters.find((each) => each.organization === organization)?.reach;
    const { id, revision } = paper;
    // what has been reported is no longer on its way: its deadlines would look missed
    const owed = [organization.id, ...reporters.map((each) => each.organization)];
    const met = deadlines.filter((each) => each.state.is === 'open' && owed.includes(each.organization));
    const news = { view: 'paper-news', paper: id, revision, what: 'submitted' } as const;
    return ok({
      save: [
        save('paper', submitted.value),
        ...reported.map((outcome) => save('outcome', outcome)),
        ...met.map((each) => save('deadline', { ...each, state: { is: 'done', by } })),
      ],
      posts: [
        ...paperCard(steering, id),
        ...[steering, ...boards].flatMap((each) =>
          tell(everywhere(each), ['paper-news', id, 'submitted'], news, 'notice'),
        ),
        ...reporters.flatMap(({ organization, reach: group }) =>
          tell(everywhere(group), ['reported', id], { view: 'reported', paper: id, organization }, 'notice'),
        ),
        ...reported.flatMap((outcome) => {
          const source = reachOf(outcome.organization);
          return source === undefined ? [] : shownAnew(outcome, source, steering, boards);
        }),
      ],
      say: { view: 'paper', paper: id },
    });
  },
});
