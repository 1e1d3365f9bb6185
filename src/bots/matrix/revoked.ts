import type { ConnectionId } from '../../core/model/place.ts';
import type { Shelf } from '../../core/ports.ts';
import { fieldIn } from './events.ts';
import type { Bring } from './hear.ts';

const KEPT = 'revoked';
/** Tells once that the account is not ours any more, and once that it is again, also over restarts. */
export const revocation = (connection: ConnectionId, shelf: Shelf, bring: Bring) => {
  let told: { is: boolean; times: number } | undefined;
  return async (is: boolean): Promise<void> => {
    if (told === undefined) {
      const kept = (await shelf.read(KEPT))[KEPT];
      const times = fieldIn(kept, 'times');
      told = { is: fieldIn(kept, 'is') === true, times: typeof times === 'number' ? times : 0 };
    }
    if (told.is === is) return;
    const now = { is, times: told.times + 1 };
    await bring({ id: `revoked:${now.times}`, kind: 'connection', connection, change: is ? 'revoked' : 'back' });
    await shelf.write({ [KEPT]: now });
    told = now;
  };
};
