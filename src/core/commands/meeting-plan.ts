import { z } from 'zod';
import { fix, type Meeting } from '../model/meeting.ts';
import { numbered } from '../model/number.ts';
import { no, ok } from '../model/result.ts';
import { slotsOf } from '../model/slot.ts';
import { readWhen } from '../model/when/index.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { here, loadOrganization } from './load.ts';
import { leaders } from './may.ts';
import { type DatedReads, dated, datedReads } from './meeting-dated.ts';

export const meetingPlan = command({
  name: 'meeting-plan',
  words: ['sitzung am', 'sitzung planen', 'meeting on', 'meeting plan'],
  takes: [
    { name: 'organization', kind: 'organization', optional: true },
    { name: 'when', kind: 'text' },
    { name: 'room', kind: 'text', key: true, optional: true },
    { name: 'link', kind: 'text', key: true, optional: true },
  ],
  args: z.object({
    organization: arg.organization.optional(),
    when: arg.line,
    room: arg.line.optional(),
    link: arg.link.optional(),
  }),
  may: leaders,
  async load(reads: DatedReads & Pick<Reads, 'meetings'>, { organization }, { now }) {
    const home = await loadOrganization(reads, organization, now);
    if (!home.ok) return home;
    const last = await reads.counters.last('S');
    const id = numbered('S', last + 1);
    return ok({
      ...home.value,
      last,
      around: await datedReads(reads, { organization: home.value.organization.id, id }, now),
    });
  },
  decide(loaded, { when, room, link }, { now }) {
    const { organization, last } = loaded;
    const read = readWhen(when.replace(/^(am|on)\s+/i, ''), here(organization, now));
    if (!read.ok) return read;
    const [slot, another] = slotsOf(read.value, organization.zone);
    if (slot === undefined || another !== undefined) return no({ code: 'several-days', understood: read.value });
    const bare: Meeting = {
      id: numbered('S', last + 1),
      organization: organization.id,
      zone: organization.zone,
      where: {},
      agenda: [],
      revision: 0,
      state: { is: 'polling' },
    };
    const fixed = fix(bare, slot, { ...(room && { room }), ...(link && { link }) });
    if (!fixed.ok) return fixed;
    const step = dated(loaded, bare, fixed.value, now);
    return step.ok
      ? ok({ ...step.value, save: [save('counter', { of: 'S', last: last + 1 }), ...step.value.save] })
      : step;
  },
});
