import { homeOf } from '../commands/load.ts';
import { isMet } from '../met.ts';
import { isOverdue, mayBeDue, reminderDue } from '../model/deadline.ts';
import { nextTimes } from '../model/recurrence.ts';
import { ok } from '../model/result.ts';
import { hasCome, type Instant, instant } from '../model/time.ts';
import { toCoordinators } from '../places.ts';
import { aloneWith, everywhere, tell } from '../reach.ts';
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
      if (occurrence === undefined || deadline.reminded === occurrence) return ok(nothing);
      const reminded = save('deadline', { ...deadline, reminded: occurrence });
      if (await isMet(reads, deadline, now)) return ok({ save: [reminded], posts: [] });
      const { reach } = await homeOf(reads, organization.id, now);
      const delegate = await aloneWith(reads, deadline.delegate === undefined ? [] : [deadline.delegate]);
      const to = reach.rooms.some(({ state }) => state === 'joined')
        ? [...reach.rooms, ...delegate]
        : everywhere(reach);
      return ok({
        save: [reminded],
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

/** At the organization's next reminder time after it was due: nobody is told off at noon on the dot. */
const escalate = ({ body, row }: Listed, now: Instant): Task | undefined => {
  if (!isOverdue(row, now)) return undefined;
  return {
    body,
    cause: `escalate:${row.id}:${row.at}`,
    async decide(reads) {
      const deadline = await reads.deadlines.byId(row.id);
      const organization = deadline && (await reads.organizations.byId(deadline.organization));
      if (deadline === undefined || organization === undefined || !isOverdue(deadline, now) || deadline.escalated)
        return ok(nothing);
      const [after] = nextTimes(organization.remindAt, organization.zone, instant(deadline.at), 1);
      if (after === undefined || !hasCome(after, now)) return ok(nothing);
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
