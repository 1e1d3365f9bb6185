import { z } from 'zod';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { homeOf } from './load.ts';

/** Of the sitting named, or of the next one of any committee. */
export const planShow = command({
  name: 'plan-show',
  words: ['fristen', 'deadlines'],
  takes: [{ name: 'meeting', kind: 'meeting', optional: true }],
  args: z.object({ meeting: arg.meeting.optional() }),
  may: 'anyone',
  async load(
    reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'meetings'>,
    args,
    { now },
  ) {
    const committees = (await reads.organizations.all()).filter(({ classification }) => classification === 'committee');
    const next = (await Promise.all(committees.map(({ id }) => reads.meetings.ahead(id, now)))).flat();
    const sitting = args.meeting === undefined ? next[0] : await reads.meetings.byId(args.meeting);
    if (sitting === undefined)
      return no(args.meeting === undefined ? { code: 'no-meeting-ahead' } : { code: 'no-such', named: args.meeting });
    const home = await homeOf(reads, sitting.organization, now);
    return home.organization.classification === 'committee' ? ok({ sitting }) : no({ code: 'not-a-committee' });
  },
  decide: ({ sitting }) => ok({ save: [], posts: [], say: { view: 'plan', sitting: sitting.id } }),
});
