import type { Language } from '../model/place.ts';
import { no } from '../model/result.ts';
import type { Reads, Usage } from '../ports.ts';
import type { Asked, Decision } from '../step.ts';
import { texts } from '../texts/index.ts';
import { accessIssue } from './access-issue.ts';
import { accessList } from './access-list.ts';
import { accessRevoke } from './access-revoke.ts';
import { accountCode } from './account-code.ts';
import { accountLink } from './account-link.ts';
import { agendaAdd } from './agenda-add.ts';
import { agendaDrop } from './agenda-drop.ts';
import { agendaMove } from './agenda-move.ts';
import { askBack } from './ask-back.ts';
import { assign } from './assign.ts';
import { assignmentState } from './assignment-state.ts';
import { calendar, calendarRenew } from './calendar.ts';
import type { Command } from './command.ts';
import { connect } from './connect.ts';
import { deadlineDelegate } from './deadline-delegate.ts';
import { deadlineDone } from './deadline-done.ts';
import { deadlineLater } from './deadline-later.ts';
import { decide } from './decide.ts';
import { decline } from './decline.ts';
import { help } from './help.ts';
import { language } from './language.ts';
import { meetingList, pollList, tasks } from './looking.ts';
import { me } from './me.ts';
import { meetingCancel } from './meeting-cancel.ts';
import { meetingFix } from './meeting-fix.ts';
import { meetingHeld } from './meeting-held.ts';
import { meetingInvite } from './meeting-invite.ts';
import { meetingMove } from './meeting-move.ts';
import { meetingPlan } from './meeting-plan.ts';
import { meetingShow } from './meeting-show.ts';
import { memberAdd } from './member-add.ts';
import { memberRemove } from './member-remove.ts';
import { members } from './members.ts';
import { looksLikeOne, nearest } from './nearest.ts';
import { outcomeAnswer } from './outcome-answer.ts';
import { outcomeCorrect } from './outcome-correct.ts';
import { outcomeList } from './outcome-list.ts';
import { outcomeObject } from './outcome-object.ts';
import { outcomeShow } from './outcome-show.ts';
import { paperDraft } from './paper-draft.ts';
import { paperEdit } from './paper-edit.ts';
import { paperLeaveOut } from './paper-leave-out.ts';
import { paperRelease } from './paper-release.ts';
import { paperShow } from './paper-show.ts';
import { paperSubmitted } from './paper-submitted.ts';
import { planShow } from './plan-show.ts';
import { pollAdd } from './poll-add.ts';
import { pollClose } from './poll-close.ts';
import { pollComment } from './poll-comment.ts';
import { pollOpen } from './poll-open.ts';
import { protocol } from './protocol.ts';
import { reminders } from './reminders.ts';
import { report } from './report.ts';
import { roomPolls } from './room-polls.ts';
import { rsvp } from './rsvp.ts';
import { space } from './space.ts';
import { takeUp } from './take-up.ts';
import { undo } from './undo.ts';
import { vote } from './vote.ts';
import { voteWithdraw } from './vote-withdraw.ts';

export const commands: readonly Command[] = [
  help,
  tasks,
  language,
  pollOpen,
  pollAdd,
  pollClose,
  pollList,
  vote,
  voteWithdraw,
  pollComment,
  meetingFix,
  meetingPlan,
  meetingInvite,
  meetingMove,
  meetingCancel,
  meetingShow,
  meetingList,
  meetingHeld,
  agendaAdd,
  agendaMove,
  agendaDrop,
  rsvp,
  protocol,
  report,
  outcomeList,
  outcomeShow,
  outcomeCorrect,
  outcomeObject,
  outcomeAnswer,
  takeUp,
  askBack,
  decide,
  decline,
  undo,
  assign,
  assignmentState,
  planShow,
  deadlineDone,
  deadlineLater,
  deadlineDelegate,
  reminders,
  paperDraft,
  paperShow,
  paperEdit,
  paperLeaveOut,
  paperRelease,
  paperSubmitted,
  members,
  memberAdd,
  memberRemove,
  connect,
  space,
  roomPolls,
  accountLink,
  accountCode,
  me,
  accessIssue,
  accessList,
  accessRevoke,
  calendar,
  calendarRenew,
];

/** The longest words win: "umfrage schließen" before "umfrage". */
const phrases = commands
  .flatMap((command) => command.words.map((words) => ({ words, command })))
  .toSorted((a, b) => b.words.length - a.words.length);

const tidy = (typed: string): string => typed.trim().replace(/[ \t\u00a0]+/g, ' ');

export const run = async (reads: Reads, typed: string, asked: Asked): Promise<Decision> => {
  const words = tidy(typed);
  const near = () => nearest(words.toLowerCase(), phrases);
  return runBare(reads, typed, asked) ?? no({ code: 'unknown-command', words: words.slice(0, 60), near: near() });
};
/** What may be a command, and may be talk: undefined if it looks like none. */
export const hearCommand = (reads: Reads, typed: string, asked: Asked): Promise<Decision> | undefined =>
  runBare(reads, typed, asked) ??
  (looksLikeOne(tidy(typed).toLowerCase(), phrases) ? run(reads, typed, asked) : undefined);
const runBare = (reads: Reads, typed: string, asked: Asked): Promise<Decision> | undefined => {
  const words = tidy(typed);
  const lower = words.toLowerCase();
  const hit = phrases.find(
    (phrase) =>
      lower === phrase.words || (lower.startsWith(phrase.words) && /^[\s:]/.test(lower.slice(phrase.words.length))),
  );
  return hit?.command.run(reads, words.slice(hit.words.length).replace(/^[\s:]+/, ''), asked);
};

/** What one can type, in a person's language. */
export const usages = (language: Language): readonly Usage[] => commands.map((command) => usage(command, language));
export const usage = ({ name, words, takes }: Pick<Command, 'name' | 'words' | 'takes'>, language: Language): Usage => {
  const { argument, command } = texts[language];
  return {
    name,
    words,
    ...command[name],
    takes: takes.map(({ name: each, optional, key }) => ({
      name: each,
      said: argument[each],
      optional: optional === true,
      key: key === true,
    })),
  };
};
