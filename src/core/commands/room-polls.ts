import { z } from 'zod';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadOrganization } from './load.ts';
import { leaders } from './may.ts';

const said = new Map<string, 'own' | 'lines'>([
  ['element', 'own'],
  ['ja', 'own'],
  ['yes', 'own'],
  ['text', 'lines'],
  ['nein', 'lines'],
  ['no', 'lines'],
]);
/** Whether date polls stand in a room also as polls of its platform. */
export const roomPolls = command({
  name: 'room-polls',
  words: ['umfragen als', 'polls as'],
  takes: [{ name: 'format', kind: 'word' }],
  args: z.object({ format: arg.oneOf(said) }),
  may: leaders,
  load: (reads: Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body'>, _, { at, now }) =>
    at.kind === 'room'
      ? loadOrganization(reads, at.organization, now)
      : Promise.resolve(no({ code: 'not-here' } as const)),
  decide(_, { format }, { at, can }) {
    if (at.kind !== 'room') return no({ code: 'not-here' });
    if (format === 'own' && !can.includes('own-polls')) return no({ code: 'not-on-this-platform', lacks: 'own-polls' });
    const { polls: __, ...place } = at;
    return ok({
      save: [save('place', { ...place, ...(format === 'own' && { polls: 'own' as const }) })],
      posts: [],
      say: { view: 'noted', what: format === 'own' ? 'own-polls' : 'line-polls' },
    });
  },
});
