import { z } from 'zod';
import type { Role } from '../model/organization.ts';
import { readRecurrence } from '../model/recurrence.ts';
import { no, ok } from '../model/result.ts';
import { save, showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadOrganization } from './load.ts';
import { leaders } from './may.ts';

/** Without times it shows them; with times it changes them and repeats the next three dates. */
export const reminders = command({
  name: 'reminders',
  words: ['erinnerungen', 'erinnerung', 'reminders'],
  takes: [
    { name: 'organization', kind: 'organization', optional: true },
    { name: 'recurrence', kind: 'text', optional: true },
  ],
  args: z.object({ organization: arg.organization.optional(), recurrence: arg.line.optional() }),
  may: 'anyone', // here: whoever leads may look, changing is for the office alone
  load: (reads, { organization }, { now }) => loadOrganization(reads, organization, now),
  decide({ organization }, { recurrence }, { now, roles }) {
    const say = { view: 'schedule', organization: organization.id, now: now.toString() } as const;
    const may: readonly Role[] = recurrence === undefined ? leaders : ['coordinator'];
    if (!roles.some((role) => may.includes(role)))
      return no({ code: 'not-allowed', may, organization: organization.id });
    if (recurrence === undefined) return ok(showing(say));
    const read = readRecurrence(recurrence);
    return read.ok
      ? ok({ save: [save('organization', { ...organization, remindAt: read.value })], posts: [], say })
      : read;
  },
});
