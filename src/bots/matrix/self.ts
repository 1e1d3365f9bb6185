import type { Client } from './client.ts';
import { textIn } from './events.ts';

/** Our own account: `called` is the name by which people speak to us. */
export type Self = { me: string; called?: string };
/** Asked once; after a failure anew. */
export const selfOf = (client: Client): (() => Promise<Self>) => {
  let known: Promise<Self> | undefined;
  const ask = async (): Promise<Self> => {
    const me = textIn(await client.ask('account/whoami'), 'user_id');
    if (me === undefined) throw new Error('the homeserver does not say who we are');
    const profile = await client.ask(`profile/${encodeURIComponent(me)}`).catch(() => ({})); // a name is not needed
    const called = textIn(profile, 'displayname');
    return { me, ...(called !== undefined && { called }) };
  };
  return () => {
    known ??= ask();
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
};
