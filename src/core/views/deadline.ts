import { askedFor } from '../deadlines.ts';
import { standing } from '../met.ts';
import { type Deadline, meantBy, onHandover } from '../model/deadline.ts';
import { slotOf } from '../model/meeting.ts';
import type { PersonId } from '../model/place.ts';
import { nextTimes } from '../model/recurrence.ts';
import { dayOfSlot } from '../model/slot.ts';
import { hasCome, type Instant, instant, inZone } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { dates } from '../texts/dates.ts';
import { type Doc, heading, type Inline, line, listed, text, user, type Words } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { Look, View } from './index.ts';
import { meetingIn } from './meeting.ts';
import { called, named, said } from './poll.ts';

const loaded = async (reads: Reads, id: Deadline['id']) => {
  const deadline = await reads.deadlines.byId(id);
  const organization = deadline && (await reads.organizations.byId(deadline.organization));
  const sitting = deadline && (await meetingIn(reads, deadline.sitting));
  return deadline && organization && sitting ? { deadline, organization, sitting } : undefined;
};
type Loaded = NonNullable<Awaited<ReturnType<typeof loaded>>>;

const asked = async ({ deadline, organization }: Loaded, { reads, now }: Look): Promise<readonly PersonId[]> =>
  askedFor(deadline, await reads.memberships.in(organization.id), now, organization);
const names = (people: readonly PersonId[], { reads }: Look): Promise<readonly Inline[]> =>
  Promise.all(people.map((person) => named(reads, person)));
const calls = (people: readonly PersonId[], { reads }: Look): Promise<readonly Inline[]> =>
  Promise.all(people.map((person) => called(reads, person)));
const left = ({ deadline, organization }: Loaded, now: Instant): number =>
  inZone(now, organization.zone)
    .toPlainDate()
    .until(inZone(deadline.at, organization.zone).toPlainDate(), { largestUnit: 'days' }).days;
/** When it is due, and in how many days; none once that has passed. */
const due = (found: Loaded, { words, now }: Look) => {
  const { at } = found.deadline;
  const moment = dates(words.language).moment(at, found.organization.zone);
  return [moment, hasCome(at, now) ? undefined : left(found, now)] as const;
};
const committeeOf = ({ sitting }: Loaded, look: Look): Words => {
  const slot = slotOf(sitting.meeting);
  return line`${user(sitting.organization.name)}${slot === undefined ? '' : line`, ${dates(look.words.language).day(dayOfSlot(slot, sitting.meeting.zone))}`}`;
};

export const reminder: View<'reminder'> = async (of, look) => {
  const { reads, words, now } = look;
  const found = await loaded(reads, of.deadline);
  if (found === undefined) return gone(look);
  const { deadline } = found;
  if (deadline.state.is === 'void') return { label: 'public', say: [text(words.deadline.lapsed(deadline.id))] };
  const how = await standing(reads, deadline, now);
  if (how !== 'open') return { label: 'public', say: [text(words.deadline.settled[how](deadline.id))] };
  const who = await calls(meantBy(deadline, of.occurrence, await asked(found, look), now), look);
  const choices = [
    ...(deadline.step === 'results'
      ? [{ pick: 'report', label: words.deadline.picks.report, main: true as const }]
      : []),
    { pick: 'done', label: words.deadline.picks.done },
    ...(hasCome(deadline.at, now) ? [] : [{ pick: 'later', label: words.deadline.picks.later }]),
  ];
  const handed =
    of.by === undefined || deadline.delegate === undefined || of.occurrence !== onHandover(deadline.delegate)
      ? []
      : [text(words.deadline.handed(deadline.id, await named(reads, of.by)))];
  const said = (those: readonly Inline[]): Doc => [
    ...handed,
    text(
      line`${those.length === 0 ? '' : line`${listed(those)}: `}${words.deadline.reminder[deadline.step](committeeOf(found, look))}`,
    ),
    text(words.deadline.dueAt(deadline.id, ...due(found, look)), { choices }),
    text(words.deadline.standIn(deadline.id)),
  ];
  // the plan is for everyone, only who is missing is not
  return { label: who.length > 0 ? 'non-public' : 'public', say: said(who), otherwise: said([]) };
};

const standingOf = async (
  deadline: Deadline,
  reads: Reads,
  now: Instant,
): Promise<'void' | 'idle' | 'done' | 'passed' | 'open'> => {
  if (deadline.state.is === 'void') return 'void';
  const how = await standing(reads, deadline, now);
  return how === 'open' && hasCome(deadline.at, now) ? 'passed' : how;
};

export const deadline: View<'deadline'> = async (of, look) => {
  const { reads, words, now } = look;
  const found = await loaded(reads, of.deadline);
  if (found === undefined) return gone(look);
  const { deadline: it, organization } = found;
  const how = words.deadline[await standingOf(it, reads, now)];
  return {
    label: 'public',
    say: [
      text(
        line`${it.id}: ${words.deadline.steps[it.step]}, ${user(organization.short)}, ${dates(words.language).moment(it.at, organization.zone)} – ${how}`,
      ),
    ],
  };
};

/** For whoever owes it: the sitting was moved or cancelled, and what that means for them. */
export const deadlineNews: View<'deadline-news'> = async (of, look) => {
  const { reads, words } = look;
  const found = await loaded(reads, of.deadline);
  if (found === undefined) return gone(look);
  const { id, step, state } = found.deadline;
  const { meeting, organization } = found.sitting;
  const sitting = line`${meeting.id} (${user(organization.name)})`;
  const what = words.deadline.steps[step];
  const slot = slotOf(meeting);
  const day = slot === undefined ? '' : dates(words.language).day(dayOfSlot(slot, meeting.zone));
  return {
    label: 'public',
    say: [
      text(
        state.is === 'void'
          ? words.deadline.fell(sitting, id, what)
          : words.deadline.shifted(sitting, day, id, what, ...due(found, look)),
      ),
    ],
  };
};

export const escalation: View<'escalation'> = async (of, look) => {
  const { reads, words } = look;
  const found = await loaded(reads, of.deadline);
  if (found === undefined) return gone(look);
  const { deadline: it, organization } = found;
  const reminded = await names(it.asked ?? [], look);
  const missed = await names(
    (await asked(found, look)).filter((person) => !it.asked?.includes(person)),
    look,
  );
  const what = text(
    words.deadline.missed(
      it.id,
      words.deadline.steps[it.step],
      user(organization.name),
      dates(words.language).moment(it.at, organization.zone),
    ),
  );
  return {
    label: 'non-public',
    otherwise: [what],
    say: [
      what,
      ...(reminded.length === 0 ? [] : [text(line`${words.deadline.wereAsked}${listed(reminded)}`)]),
      ...(missed.length === 0 ? [] : [text(line`${words.deadline.notAsked}${listed(missed)}`)]),
    ],
  };
};

/** All deadlines before one sitting, in order of time, and how each stands. */
export const plan: View<'plan'> = async (of, look) => {
  const { reads, words, now } = look;
  const found = await meetingIn(reads, of.sitting);
  if (found === undefined) return gone(look);
  const slot = slotOf(found.meeting);
  const all = (await reads.deadlines.of(of.sitting)).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const rows = await Promise.all(
    all.map(async (each): Promise<readonly Words[]> => {
      const organization = await reads.organizations.byId(each.organization);
      return [
        [each.id],
        [dates(words.language).day(each.day)],
        [words.deadline.steps[each.step]],
        [user(organization?.short ?? '')],
        [words.deadline[await standingOf(each, reads, now)]],
      ];
    }),
  );
  return {
    label: 'public',
    say: [
      heading(
        line`${words.deadline.planTitle(found.meeting.id, user(found.organization.name))}${slot === undefined ? '' : line`, ${said(slot, found.meeting.zone, look)}`}`,
      ),
      ...(found.meeting.state.is === 'cancelled' ? [text(words.deadline.planVoid)] : []),
      ...(rows.length === 0
        ? [text(words.deadline.noPlan)]
        : [{ is: 'table' as const, head: words.deadline.planHead, rows }]),
    ],
  };
};

/** When an organization is reminded, and the next three times, so that a mistake in it is noticed. */
export const schedule: View<'schedule'> = async (of, look) => {
  const { reads, words } = look;
  const organization = await reads.organizations.byId(of.organization);
  if (organization === undefined) return gone(look);
  const next = nextTimes(organization.remindAt, organization.zone, instant(of.now), 3);
  return {
    label: 'public',
    say: [
      text(words.deadline.schedule(user(organization.name))),
      { is: 'list', items: next.map((iso) => [dates(words.language).moment(iso, organization.zone)]) },
    ],
  };
};
