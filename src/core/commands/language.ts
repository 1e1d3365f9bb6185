import { z } from 'zod';
import type { Language } from '../model/place.ts';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { leaders, leads } from './may.ts';

const said = new Map<string, Language>([
  ['de', 'de'],
  ['deutsch', 'de'],
  ['german', 'de'],
  ['en', 'en'],
  ['englisch', 'en'],
  ['english', 'en'],
]);
/** Each person has one; that of a room is the chair's to set. */
export const language = command({
  name: 'language',
  words: ['sprache', 'language'],
  takes: [
    { name: 'language', kind: 'word' },
    { name: 'for-room', kind: 'flag', optional: true },
  ],
  args: z.object({ language: arg.oneOf(said), 'for-room': arg.flag }),
  may: 'anyone',
  async load(reads: Pick<Reads, 'people' | 'organizations'>, _, { by, at }) {
    const person = await reads.people.byId(by);
    if (person === undefined) return no({ code: 'unknown-person' });
    const organization = at.kind === 'room' ? await reads.organizations.byId(at.organization) : undefined;
    return ok({ person, ...(organization && { organization }) });
  },
  decide({ person }, { language: wanted, 'for-room': room }, { at, roles }) {
    if (room !== 'yes')
      return ok({
        save: [save('person', { ...person, language: wanted })],
        posts: [],
        say: { view: 'noted', what: 'language' },
      });
    if (at.kind !== 'room') return no({ code: 'not-here' });
    if (!leads(roles)) return no({ code: 'not-allowed', may: leaders, organization: at.organization });
    return ok({
      save: [save('place', { ...at, language: wanted })],
      posts: [],
      say: { view: 'noted', what: 'room-language', about: { language: wanted } },
    });
  },
});
