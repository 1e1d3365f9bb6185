import type { Label, OrganizationId, PersonId, Place } from '../model/place.ts';
import type { Instant } from '../model/time.ts';
import type { Codes, Links, Reads } from '../ports.ts';
import { isInside } from '../sight.ts';
import type { Doc, Form } from '../texts/doc.ts';
import type { Texts } from '../texts/index.ts';
import { access, accesses, accountCode } from './access.ts';
import { assignment, assignmentNews } from './assignment.ts';
import { ballot } from './ballot.ts';
import { calendar } from './calendar.ts';
import { deadline, deadlineNews, escalation, plan, reminder, schedule } from './deadline.ts';
import { help, hint } from './help.ts';
import { meetings, members, outcomes, polls } from './lists.ts';
import { me } from './me.ts';
import { followUp, meeting, meetingNews, protocol, rsvp } from './meeting.ts';
import { noted } from './noted.ts';
import { outcome, outcomeNews, report } from './outcome.ts';
import { paper, paperNews, reported } from './paper.ts';
import { placeLacks, placeNews } from './place-news.ts';
import { poll, pollReminder, pollResult } from './poll.ts';
import { dialogEnd, question } from './question.ts';
import type { ViewName, ViewRef } from './refs.ts';
import { space } from './space.ts';
import { tasks } from './tasks.ts';

/**
 * The label belongs to what is shown, and so is as new as the words. `otherwise`: what may be said where too many read
 * along. `inside`: who belongs to one of these organizations may read what is not public, and of single readers nobody else.
 */
export type Shown = { say: Doc; label: Label; otherwise?: Doc; inside?: readonly OrganizationId[]; form?: Form };
/** With what a view is made: the present state, the words of the reader's language, who reads if it is one person, and where, if it is a post. */
export type Look = {
  reads: Reads;
  words: Texts;
  now: Instant;
  reader?: PersonId;
  place?: Place;
  links?: Links;
  codes?: Codes;
};
/** Made from the present state, each time anew. */
export type View<V extends ViewName> = (of: Extract<ViewRef, { view: V }>, look: Look) => Promise<Shown>;

const views: { [V in ViewName]: View<V> } = {
  poll,
  'poll-result': pollResult,
  'poll-reminder': pollReminder,
  ballot,
  meeting,
  'meeting-news': meetingNews,
  'follow-up': followUp,
  rsvp,
  protocol,
  question,
  'dialog-end': dialogEnd,
  report,
  outcome,
  'outcome-news': outcomeNews,
  assignment,
  'assignment-news': assignmentNews,
  plan,
  reminder,
  deadline,
  'deadline-news': deadlineNews,
  escalation,
  schedule,
  paper,
  'paper-news': paperNews,
  reported,
  noted,
  help,
  hint,
  tasks,
  polls,
  meetings,
  outcomes,
  members,
  access,
  accesses,
  'account-code': accountCode,
  calendar,
  me,
  'place-news': placeNews,
  'place-lacks': placeLacks,
  space,
};
/** Called as `show(of.view, of, …)`: the tag apart from its union lets the compiler pair table and argument without a cast. */
export const show = async <V extends ViewName>(view: V, ...[of, look]: Parameters<View<V>>): Promise<Shown> => {
  const shown = await views[view](of, look);
  const { reader, reads, now, words } = look;
  if (shown.label === 'public' || shown.inside === undefined || reader === undefined) return shown;
  for (const organization of shown.inside) if (await isInside(reads, reader, organization, now)) return shown;
  return { label: 'public', say: shown.otherwise ?? words.pointer };
};
