import { z } from 'zod';
import { roles } from '../model/organization.ts';
import { ok } from '../model/result.ts';
import { showing } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadOrganization } from './load.ts';

export const members = command({
  name: 'members',
  words: ['mitglieder', 'members'],
  takes: [{ name: 'organization', kind: 'organization', optional: true }],
  args: z.object({ organization: arg.organization.optional() }),
  may: roles,
  load: (reads, { organization }, { now }) => loadOrganization(reads, organization, now),
  decide: ({ organization }) => ok(showing({ view: 'members', organization: organization.id })),
});
