import { z } from 'zod';
import { pollCard } from '../cards.ts';
import { addOption } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import { slotsOf, startOf } from '../model/slot.ts';
import { hasCome, instant } from '../model/time.ts';
import { readWhens } from '../model/when/index.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { here, loadPoll } from './load.ts';
import { leads, voters } from './may.ts';

/** Who opened the poll adds options; the others where they were asked to. */
export const pollAdd = command({
  name: 'poll-add',
  words: ['umfrage ergänzen', 'umfrage ergaenzen', 'option', 'poll add'],
  takes: [
    { name: 'poll', kind: 'poll' },
    { name: 'options', kind: 'text' },
  ],
  args: z.object({ poll: arg.poll, options: arg.text }),
  may: voters,
  load: (reads, { poll }, { now }) => loadPoll(reads, poll, now),
  decide({ poll, organization, reach }, { options }, { by, now, roles }) {
    const mayAdd = poll.extensible || poll.by === by || leads(roles);
    if (!mayAdd) return no({ code: 'not-extensible' });
    const whens = readWhens(options, here(organization, now));
    if (!whens.ok) return whens;
    let extended = poll;
    for (const slot of whens.value.flatMap((when) => slotsOf(when, organization.zone))) {
      if (poll.closesAt !== undefined && hasCome(startOf(slot, organization.zone), instant(poll.closesAt)))
        return no({ code: 'closes-late' });
      const added = addOption(extended, slot, now);
      if (!added.ok) return added;
      extended = added.value;
    }
    return ok({
      save: [save('poll', extended)],
      posts: pollCard(reach, poll.id, 'notice'),
      say: { view: 'noted', what: 'poll-option', about: { poll: poll.id, options: `${extended.options.length}` } },
    });
  },
});
