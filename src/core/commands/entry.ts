import { isLink, STAY_DAYS, WEB, webNameOf } from '../model/access.ts';
import type { AccessId } from '../model/number.ts';
import { no, ok } from '../model/result.ts';
import { type Instant, inDays } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { type Decision, save } from '../step.ts';

/** Somebody uses the link that was made for them. It works once. */
export const enter = async (
  reads: Pick<Reads, 'accesses' | 'accounts' | 'body'>,
  id: AccessId,
  now: Instant,
): Promise<Decision> => {
  const access = await reads.accesses.byId(id);
  if (access === undefined) return no({ code: 'link-over' });
  if (access.state.is === 'entered') return no({ code: 'link-used' });
  const { id: body } = await reads.body();
  const known = await reads.accounts.owner({ connection: WEB, id: webNameOf(body, access.person) });
  if (!isLink(access, now) || known !== access.person) return no({ code: 'link-over' });
  const until = inDays(now, STAY_DAYS);
  return ok({
    save: [save('access', { ...access, state: { is: 'entered', at: now.toString(), until } })],
    posts: [],
    say: { view: 'noted', what: 'entered' },
  });
};

/** They sign out, in this browser: what it holds is worth nothing any more, whoever has it. */
export const leave = async (reads: Pick<Reads, 'accesses'>, id: AccessId, now: Instant): Promise<Decision> => {
  const access = await reads.accesses.byId(id);
  if (access === undefined || access.state.is === 'revoked') return no({ code: 'link-over' });
  return ok({
    save: [save('access', { ...access, state: { is: 'revoked', at: now.toString() } })],
    posts: [],
    say: { view: 'noted', what: 'left' },
  });
};
