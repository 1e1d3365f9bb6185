import { ended } from '../dialogs/dialog.ts';
import { isAlive } from '../model/dialog.ts';
import { ok } from '../model/result.ts';
import { hasCome, instant } from '../model/time.ts';
import { nothing } from '../step.ts';
import type { Job } from './index.ts';

/** So long an unanswered question waits, holidays included. */
const DAYS = 14;
const HOURS = 24 * DAYS;

/** Nobody is left to believe that something was handed in: expiry speaks. */
export const dialogs: Job = async (across, now) =>
  (await across.dialogsUntouched(now.subtract({ hours: HOURS }))).map(({ body, row }) => ({
    body,
    cause: `expire:${row.id}:${row.touched}`,
    async decide(reads) {
      const dialog = await reads.dialogs.byId(row.id);
      const at = dialog && (await reads.places.byId(dialog.place));
      if (
        dialog === undefined ||
        at === undefined ||
        !isAlive(dialog) ||
        !hasCome(instant(dialog.touched).add({ hours: HOURS }), now)
      )
        return ok(nothing);
      return ok(await ended(reads, dialog, 'expired', { by: dialog.person, at, now }));
    },
  }));
