import { leads } from '../commands/may.ts';
import { askedFor } from '../deadlines.ts';
import { isMet } from '../met.ts';
import { snoozedUntil } from '../model/deadline.ts';
import { repliesTo, slotOf } from '../model/meeting.ts';
import { isPending, openQuestions } from '../model/outcome.ts';
import type { OrganizationId, PersonId } from '../model/place.ts';
import { isOpen } from '../model/poll.ts';
import { hasCome, type Iso } from '../model/time.ts';
import { dates } from '../texts/dates.ts';
import { heading, line, text, user, type Words } from '../texts/doc.ts';
import type { Look, View } from './index.ts';
import { section } from './lists.ts';
import { sentence, standing } from './outcome.ts';
import { inAll, inEach, type Own } from './own.ts';
import { named, said } from './poll.ts';

/** What somebody is to do: about what, where, and in words. */
export type Task = { id: string; organization: OrganizationId; words: Words };
/** Of one kind, under their title, with how they are done where that is not plain. */
export type Tasks = { title: Words; tasks: readonly Task[]; how?: Words };

/** All that is open with a person, what they have put off, and how many messages a coordinator should look after. */
export const tasksOf = async (
  person: PersonId,
  look: Look,
): Promise<{ dialogs: readonly Words[]; sections: readonly Tasks[]; stuck: number }> => {
  const { reads, words, now } = look;
  const everywhere = await inAll(person, look);
  const coordinates = everywhere.some(({ roles }) => roles.includes('coordinator'));
  const active = everywhere.filter(({ roles, member }) => member && roles.some((role) => role !== 'guest'));
  const each = (of: (organization: Own) => Promise<readonly Task[]>) => inEach(active, of);
  const votes = await each(async ({ organization }) => {
    const open = (await reads.polls.open(organization.id)).filter((poll) => isOpen(poll, now));
    const ballots = await Promise.all(open.map(({ id }) => reads.ballots.by(person, id)));
    return open.flatMap(({ id }, i): readonly Task[] =>
      (ballots[i]?.marks.length ?? 0) > 0
        ? []
        : [{ id, organization: organization.id, words: [user(organization.name)] }],
    );
  });
  const invitations = await each(async ({ organization }) => {
    if (organization.classification === 'committee') return [];
    const ahead = (await reads.meetings.ahead(organization.id, now)).filter(({ state }) => state.is === 'invited');
    const rsvps = await Promise.all(ahead.map(({ id }) => reads.rsvps.by(person, id)));
    return ahead.flatMap((meeting, i): readonly Task[] => {
      const slot = slotOf(meeting);
      const own = rsvps[i];
      const words = slot && line`${user(organization.name)}, ${said(slot, meeting.zone, look)}`;
      return words !== undefined && (own === undefined || repliesTo(meeting, [own]).length === 0)
        ? [{ id: meeting.id, organization: organization.id, words }]
        : [];
    });
  });
  const objections = await each(async ({ organization, roles }) => {
    const own = (await reads.outcomes.live(organization.id)).filter(({ by }) => by === person || leads(roles));
    const found = own.map(async ({ id, text: words, state }): Promise<readonly Task[]> => {
      if (state.is !== 'draft') return [];
      const { by, text: against } = state.objection;
      return [
        {
          id,
          organization: organization.id,
          words: line`${user(words)} – ${await named(reads, by)}: ${user(against)}`,
        },
      ];
    });
    return (await Promise.all(found)).flat();
  });
  const questions = await each(async ({ organization }) =>
    (await reads.outcomes.live(organization.id)).flatMap((outcome): readonly Task[] =>
      openQuestions(outcome).map(({ asked }) => ({
        id: outcome.id,
        organization: organization.id,
        words: [user(asked.text)],
      })),
    ),
  );
  const pending = await inEach(everywhere, async ({ organization, roles }) =>
    organization.classification === 'steering-group' && roles.some((role) => role === 'chair' || role === 'coordinator')
      ? (await reads.outcomes.pending(organization.id))
          .filter((outcome) => isPending(outcome) && outcome.state.is !== 'asked-back')
          .map((outcome): Task => {
            const words = line`${sentence(outcome, look)} – ${standing(outcome, look)}`;
            return { id: outcome.id, organization: organization.id, words };
          })
      : [],
  );
  /** After the sitting nobody can make up for what was missed. */
  const sittings = await inEach(everywhere, async ({ organization }) =>
    organization.classification === 'committee' ? reads.meetings.ahead(organization.id, now) : [],
  );
  const due = (
    await Promise.all(sittings.flatMap((each) => (slotOf(each) === undefined ? [] : [reads.deadlines.of(each.id)])))
  ).flat();
  const deadlines = await each(async ({ organization }) => {
    const members = await reads.memberships.in(organization.id);
    const owed = await Promise.all(
      due.map(async (deadline) => {
        if (deadline.organization !== organization.id) return [];
        const asks = askedFor(deadline, members, now, organization).includes(person);
        return asks && !(await isMet(reads, deadline, now)) ? [deadline] : [];
      }),
    );
    const on = (iso: Iso) => dates(words.language).moment(iso, organization.zone);
    return owed.flat().map((deadline): Task => {
      const until = snoozedUntil(deadline, person);
      const due = hasCome(deadline.at, now) ? words.tasks.wasDue(on(deadline.at)) : on(deadline.at);
      const snoozed = until === undefined || hasCome(until, now) ? '' : ` (${words.tasks.snoozed(on(until))})`;
      return {
        id: deadline.id,
        organization: organization.id,
        words: line`${words.deadline.steps[deadline.step]}, ${user(organization.short)}, ${due}${snoozed}`,
      };
    });
  });
  const assignments = await each(async ({ organization, roles }) =>
    roles.some((role) => role === 'chair' || role === 'delegate' || role === 'coordinator')
      ? (await reads.assignments.open(organization.id)).map(
          ({ id, text: said }): Task => ({ id, organization: organization.id, words: [user(said)] }),
        )
      : [],
  );
  // one that is open alone with us has just asked there; what was begun in a room, or put off, waits to go on
  const begun = (await reads.dialogs.alive()).filter((each) => each.person === person);
  const waiting = await Promise.all(
    begun.map(async (each) => {
      const isDirect = (await reads.places.byId(each.place))?.kind === 'direct';
      return each.state === 'parked' || !isDirect ? [each] : [];
    }),
  );
  const dialogs = waiting
    .flat()
    .toSorted((a, b) => (a.touched < b.touched ? 1 : -1))
    .map(({ script, about }): Words => {
      const organization = everywhere.find((each) => each.organization.id === about['organization'])?.organization;
      const of = about['meeting'] ?? about['outcome'] ?? organization?.short ?? '';
      return words.tasks.resume(line`${words.dialog.titles[script] ?? script} ${user(of)}`);
    });
  const all = { votes, invitations, objections, questions, pending, deadlines, assignments };
  return {
    sections: (['votes', 'invitations', 'objections', 'questions', 'pending', 'deadlines', 'assignments'] as const)
      .map(
        (kind): Tasks => ({
          title: words.tasks[kind],
          tasks: all[kind],
          ...(kind === 'objections' && { how: words.tasks.settleObjections }),
        }),
      )
      .filter(({ tasks }) => tasks.length > 0),
    dialogs,
    stuck: coordinates ? (await reads.posts.stuck()).length : 0,
  };
};

export const tasks: View<'tasks'> = async ({ person }, look) => {
  const { words } = look;
  const { dialogs, sections, stuck } = await tasksOf(person, look);
  const blocks = [
    ...section(words.tasks.dialogs, dialogs),
    ...sections.flatMap(({ title, tasks: mine, how }) => [
      ...section(
        title,
        mine.map(({ id, words: said }) => line`${id}: ${said}`),
      ),
      ...(how === undefined ? [] : [text(how)]),
    ]),
    ...(stuck === 0 ? [] : [text(words.tasks.stuck(stuck))]),
  ];
  return {
    label: 'non-public',
    say: [heading(words.tasks.title), ...(blocks.length === 0 ? [text(words.tasks.none)] : blocks)],
  };
};
