import { hearers } from '../commands/reminded.ts';
import { isMet } from '../met.ts';
import { type Deadline, isOverdue, mayBeDue, reminderDue, wasSent } from '../model/deadline.ts';
import { ok } from '../model/result.ts';
import { hasCome, type Instant } from '../model/time.ts';
import { nextMorning } from '../model/workdays.ts';
import { toCoordinators } from '../places.ts';
import { tell } from '../reach.ts';
import { nothing, save, type Task } from '../step.ts';
import type { Job } from './index.ts';

/** Those who are missing are reminded, once for each moment; what was missed the coordinator hears once. */
export const deadlines: Job = async (across, now) =>
  (await across.openDeadlines()).flatMap((listed) =>
    [remind(listed, now), escalate(listed, now)].filter((task) => task !== undefined),
  );

type Listed = Awaited<ReturnType<Parameters<Job>[0]['openDeadlines']>>[number];
/** The deadline keeps which reminder went out: no second tick, replica or restart reminds twice, a moved one is reminded anew. */
const remind = ({ body, row }: Listed, now: Instant): Task | undefined => {
  if (isOverdue(row, now) || !mayBeDue(row, now)) return undefined;
  return {
    body,
    cause: `remind:${row.id}:${row.at}:${now.toString()}`,
    async decide(reads) {
      const deadline = await reads.deadlines.byId(row.id);
      const organization = deadline && (await reads.organizations.byId(deadline.organization));
      if (deadline === undefined || organization === undefined) return ok(nothing);
      const occurrence = reminderDue(deadline, organization.remindAt, organization.zone, now);
      if (occurrence === undefined || wasSent(deadline, occurrence)) return ok(nothing);
      const reminded: Deadline = { ...deadline, sent: [...(deadline.sent ?? []), { at: deadline.at, occurrence }] };
      if (await isMet(reads, deadline, now)) return ok({ save: [save('deadline', reminded)], posts: [] });
      const { to, reached } = await hearers(reads, deadline, organization, now);
      const asked = [...new Set([...(deadline.asked ?? []), ...reached])];
      return ok({
        save: [save('deadline', { ...reminded, asked })],
        posts: tell(
          to,
          ['remind', deadline.id, deadline.at, occurrence],
          { view: 'reminder', deadline: deadline.id, occurrence },
          'notice',
        ),
      });
    },
  };
};

/** The coordinator's office is told on the next morning that it works: nobody is told off at noon on the dot. */
const escalate = ({ body, row }: Listed, now: Instant): Task | undefined => {
  if (!isOverdue(row, now)) return undefined;
  return {
    body,
    cause: `escalate:${row.id}:${row.at}`,
    async decide(reads) {
      const deadline = await reads.deadlines.byId(row.id);
      if (deadline === undefined || !isOverdue(deadline, now) || deadline.escalated) return ok(nothing);
      const { land, holidays, zone } = await reads.body();
      if (!hasCome(nextMorning(deadline.at, { land, extra: holidays }, zone), now)) return ok(nothing);
      const met = await isMet(reads, deadline, now);
      return ok({
        save: [save('deadline', { ...deadline, escalated: true })],
        posts: met
          ? []
          : await toCoordinators(
              reads,
              now,
              { view: 'escalation', deadline: deadline.id },
              `${deadline.id}:${deadline.at}`,
            ),
      });
    },
  };
};
