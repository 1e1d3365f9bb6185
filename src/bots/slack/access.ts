import { createHash } from 'node:crypto';
import type { ConnectionChange } from '../../core/messages.ts';
import type { ConnectionId } from '../../core/model/place.ts';
import type { Log, Shelf } from '../../core/ports.ts';
import { textIn } from './json.ts';
import { type Call, isRevoked } from './web-api.ts';

const KEPT = 'revoked';
type Parts = {
  connection: ConnectionId;
  token: string;
  log: Log;
  shelf: () => Shelf | undefined;
  tell(id: string, change: ConnectionChange): Promise<boolean>;
};

/**
 * Whether the token is still ours. That it is not is told once, however often Slack says so and to whichever replica, and that
 * another one is once, also over restarts.
 */
export const accessBy = ({ connection, token, log, shelf, tell }: Parts) => {
  const name = createHash('sha256').update(token).digest('hex').slice(0, 16);
  let known: 'ours' | 'gone' | undefined;
  let noted = false;
  let last = Promise.resolve();
  const settle = async (is: 'ours' | 'gone', change: ConnectionChange): Promise<void> => {
    const kept = shelf();
    if (known === is) return;
    if (is === 'gone') {
      if (!noted)
        log.note('Slack does not accept the bot token (any more): set a valid one and start again.', { connection });
      noted = true;
      if (!(await tell(`revoked:${name}`, change)) || kept === undefined) return;
      if ((await kept.write({ [KEPT]: { name } })) !== 'done') return;
    } else {
      if (kept === undefined) return;
      const before = textIn((await kept.read(KEPT))[KEPT], 'name');
      if (before !== undefined) {
        if (!(await tell(`back:${before}:${name}`, 'back'))) return;
        if ((await kept.write({ [KEPT]: null })) !== 'done') return;
      }
      noted = false;
    }
    known = is;
  };
  const note = (is: 'ours' | 'gone', change: ConnectionChange = 'revoked'): Promise<void> => {
    last = last.then(() => settle(is, change)).catch(() => {}); // the next answer says it again
    return last;
  };
  return {
    gone: (change: ConnectionChange): Promise<void> => note('gone', change),
    watched:
      (call: Call): Call =>
      async (method, given) => {
        try {
          const answer = await call(method, given);
          if (known !== 'ours') void note('ours');
          return answer;
        } catch (error) {
          if (isRevoked(error) && known !== 'gone') void note('gone');
          throw error;
        }
      },
  };
};
