import { ended, remindedOf } from '../dialogs/dialog.ts';
import { type Dialog, isAlive } from '../model/dialog.ts';
import { ok } from '../model/result.ts';
import { hasCome, type Instant, instant } from '../model/time.ts';
import { nextMorning } from '../model/workdays.ts';
import { nothing, type Task } from '../step.ts';
import type { Job } from './index.ts';

/** So long an unanswered question waits, holidays included. */
const DAYS = 14;
const HOURS = 24 * DAYS;

/** Nobody is left to believe that something was handed in: expiry speaks. Whoever parked a dialog is reminded of it, once. */
export const dialogs: Job = async (across, now) => [
  ...(await across.dialogsUntouched(now)).filter(({ row }) => waits(row)).map(remind(now)),
  ...(await across.dialogsUntouched(now.subtract({ hours: HOURS }))).map(expire(now)),
];

type Listed = Awaited<ReturnType<Parameters<Job>[0]['dialogsUntouched']>>[number];
const waits = ({ state, reminded, touched }: Dialog): boolean => state === 'parked' && reminded !== touched;
const remind =
  (now: Instant) =>
  ({ body, row }: Listed): Task => ({
    body,
    cause: `remind:${row.id}:${row.touched}`,
    async decide(reads) {
      const dialog = await reads.dialogs.byId(row.id);
      const { land, holidays, zone } = await reads.body();
      if (dialog === undefined || !waits(dialog)) return ok(nothing);
      const due = nextMorning(dialog.touched, { land, extra: holidays }, zone);
      return ok(hasCome(due, now) ? remindedOf(dialog) : nothing);
    },
  });

const expire =
  (now: Instant) =>
  ({ body, row }: Listed): Task => ({
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
      return ok(await ended(reads, dialog, 'expired', { by: dialog.person, at, now, can: [] }));
    },
  });
