import { z } from 'zod';
import { slotOf } from '../model/meeting.ts';
import { numbered } from '../model/number.ts';
import { type Paper, refresh } from '../model/paper.ts';
import { no, ok } from '../model/result.ts';
import { dayOf } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { wordingOf } from '../texts/wording.ts';
import { arg } from './arguments.ts';
import { command, forbidden } from './command.ts';
import { homeOf, loadSitting, steeringFor } from './load.ts';
import { leaders } from './may.ts';
import { type PaperReads, sourcesOf, written } from './paper-words.ts';

/** From what the steering group took up or decided since the last report. Drafted again, it takes in what is new. */
export const paperDraft = command({
  name: 'paper-draft',
  words: ['vorlage schreiben', 'vorlage entwerfen', 'paper draft'],
  takes: [{ name: 'meeting', kind: 'meeting', optional: true }],
  args: z.object({ meeting: arg.meeting.optional() }),
  may: leaders,
  async load(reads: PaperReads & Pick<Reads, 'counters'>, args, asked) {
    const steering = await steeringFor(reads, asked);
    // who may not is told so before anything else, and whom to ask
    const wrong = await forbidden(reads, asked, steering && { id: steering }, steering ? leaders : ['coordinator']);
    if (wrong !== undefined) return wrong;
    if (steering === undefined) return no({ code: 'which-steering' });
    const home = await homeOf(reads, steering, asked.now);
    const all = await reads.organizations.all();
    const committees = all.filter(
      ({ id, classification }) => classification === 'committee' && home.organization.reportsTo.includes(id),
    );
    const found = await loadSitting(reads, args.meeting, committees, asked.now);
    if (!found.ok) return found;
    const sitting = found.value;
    const outcomes = await reads.outcomes.reportable(steering);
    const before = (await reads.papers.for(sitting.id)).find(
      ({ organization, state }) => organization === steering && state.is !== 'submitted',
    );
    const ids = outcomes.map(({ id }) => id);
    return ok({
      ...home,
      sitting,
      ids,
      before,
      sources: await sourcesOf(reads, { sitting: sitting.id, outcomes: ids }),
      last: await reads.counters.last('V'),
      // all there ever were are looked through only where there is nothing
      reported:
        ids.length === 0 &&
        (await reads.outcomes.ofAll(all.map(({ id }) => id))).some(
          ({ steering: to, state }) => to === steering && state.is === 'reported',
        ),
    });
  },
  decide(loaded, _, { by, now }) {
    const { organization, body, sitting, ids, before, sources, last, reported } = loaded;
    if (sitting.state.is === 'held' || sitting.state.is === 'cancelled') return no({ code: 'meeting-over' });
    if (ids.length === 0) return no({ code: 'nothing-to-report', why: reported ? 'reported' : 'none' });
    const words = wordingOf(organization).paper;
    const slot = slotOf(sitting);
    if (slot === undefined) return no({ code: 'meeting-undated' });
    const renewed = before && refresh(before, ids);
    if (renewed !== undefined && !renewed.ok) return renewed;
    const day = dayOf(now, organization.zone);
    const fresh: Paper = {
      id: numbered('V', last + 1),
      sitting: sitting.id,
      organization: organization.id,
      by,
      day,
      words: {
        title: words.title(body.name),
        proposal: words.proposal(sources.committee.name, body.name),
        introduction: words.introduction(organization.name, body.name),
      },
      outcomes: ids,
      reworded: {},
      revision: 1,
      state: { is: 'draft' },
    };
    const paper = renewed === undefined ? fresh : { ...renewed.value, day };
    const { save: kept, posts } = written(loaded, paper, sources, before);
    return ok({
      save: [...(renewed === undefined ? [save('counter', { of: 'V', last: last + 1 })] : []), ...kept],
      posts,
      say: { view: 'paper', paper: paper.id },
    });
  },
});
