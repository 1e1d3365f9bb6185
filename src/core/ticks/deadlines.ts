import { hearers } from '../commands/reminded.ts';
import { askedFor } from '../deadlines.ts';
import type { Post } from '../messages.ts';
import { isMet } from '../met.ts';
import { isOverdue, mayBeDue, reminderDue, sending, snoozedUntil, wasSent } from '../model/deadline.ts';
import type { PersonId } from '../model/place.ts';
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
/** The deadline keeps which reminders went out: no second tick, replica or restart reminds twice, a moved one is reminded anew. */
const remind = ({ body, row }: Listed, now: Instant): Task | undefined => {
  if (isOverdue(row, now) || !mayBeDue(row, now)) return undefined;
  return {
    body,
    cause: `remind:${row.id}:${row.at}:${now.toString()}`,
    async decide(reads) {
      const deadline = await reads.deadlines.byId(row.id);
      const organization = deadline && (await reads.organizations.byId(deadline.organization));
      if (deadline === undefined || organization === undefined) return ok(nothing);
      const asked = askedFor(deadline, await reads.memberships.in(organization.id), now, organization);
      const due = (person?: PersonId) =>
        reminderDue(deadline, organization.remindAt, organization.zone, now, person && snoozedUntil(deadline, person));
      const all = asked.length === 0 ? [due()] : asked.map(due);
      const occurrences = [...new Set(all.filter((each) => each !== undefined))].filter(
        (each) => !wasSent(deadline, each),
      );
      if (occurrences.length === 0) return ok(nothing);
      const met = await isMet(reads, deadline, now);
      let after = deadline;
      const posts: Post[] = [];
      for (const occurrence of occurrences) {
        after = sending(after, occurrence);
        if (met) continue;
        const { to, reached } = await hearers(reads, deadline, organization, now, occurrence);
        after = { ...after, asked: [...new Set([...(after.asked ?? []), ...reached])] };
        posts.push(
          ...tell(
            to,
            ['remind', deadline.id, deadline.at, occurrence],
            { view: 'reminder', deadline: deadline.id, occurrence },
            'notice',
          ),
        );
      }
      return ok({ save: [save('deadline', after)], posts });
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
