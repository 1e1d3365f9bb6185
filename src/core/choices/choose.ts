import { askBack } from '../commands/ask-back.ts';
import { assignmentState } from '../commands/assignment-state.ts';
import { forbidden, perform, type Verb } from '../commands/command.ts';
import { deadlineDone } from '../commands/deadline-done.ts';
import { deadlineLater } from '../commands/deadline-later.ts';
import { decide } from '../commands/decide.ts';
import { decline } from '../commands/decline.ts';
import { meetingCancel } from '../commands/meeting-cancel.ts';
import { meetingHeld } from '../commands/meeting-held.ts';
import { outcomeAnswer } from '../commands/outcome-answer.ts';
import { outcomeCorrect } from '../commands/outcome-correct.ts';
import { outcomeObject } from '../commands/outcome-object.ts';
import { paperRelease } from '../commands/paper-release.ts';
import { paperSubmitted } from '../commands/paper-submitted.ts';
import { report } from '../commands/report.ts';
import { rsvp } from '../commands/rsvp.ts';
import { takeUp } from '../commands/take-up.ts';
import { undo } from '../commands/undo.ts';
import { vote } from '../commands/vote.ts';
import { begin, reply } from '../dialogs/dialog.ts';
import { progress } from '../model/assignment.ts';
import { isAlive } from '../model/dialog.ts';
import { replies } from '../model/meeting.ts';
import { type OutcomeId, readNumber } from '../model/number.ts';
import { type PostKey, postKey } from '../model/post.ts';
import { no } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import type { Asked, Decision } from '../step.ts';
import type { ViewRef } from '../views/refs.ts';

export type Chosen = { picked: readonly string[]; dropped: readonly string[] | 'rest'; said?: string };
const nothingToChoose = no({ code: 'nothing-to-choose' } as const);

/** What a choice means depends on what the post shows now. `said`: words that came with it. */
export const chooseOn = async (
  reads: Reads,
  view: ViewRef | undefined,
  { picked, dropped, said }: Chosen,
  asked: Asked,
): Promise<Decision> => {
  const [pick = ''] = picked;
  switch (view?.view) {
    case 'poll':
    case 'poll-reminder':
      return perform(vote, { poll: view.poll, picked, dropped }, reads, asked);
    case 'meeting':
    case 'meeting-news': {
      const answer = replies.find((each) => pick === `rsvp:${each}`);
      return answer === undefined
        ? nothingToChoose
        : perform(
            rsvp,
            {
              meeting: view.meeting,
              reply: answer,
              ...(said && answer === 'no' && { instead: said }),
              ...(view.view === 'meeting-news' && { told: view.revision }),
            },
            reads,
            asked,
          );
    }
    case 'follow-up':
      if (pick === 'held') return perform(meetingHeld, { meeting: view.meeting }, reads, asked);
      return pick === 'not-held' ? perform(meetingCancel, { meeting: view.meeting }, reads, asked) : nothingToChoose;
    case 'protocol':
      return pick === 'report' ? perform(report, { meeting: view.meeting }, reads, asked) : nothingToChoose;
    case 'question': {
      const dialog = await reads.dialogs.byId(view.dialog);
      if (dialog === undefined || dialog.person !== asked.by) return nothingToChoose;
      if (!isAlive(dialog)) return no({ code: 'dialog-over' });
      return reply(reads, dialog, pick === 'submit' ? 'ja' : pick, asked, view.path);
    }
    case 'outcome':
    case 'outcome-news':
      return steer(reads, view.outcome, pick, said, asked);
    case 'report': {
      const outcome = pick.startsWith('object:') ? readNumber('E', pick.slice('object:'.length)) : undefined;
      return outcome === undefined ? nothingToChoose : steer(reads, outcome, 'object', said, asked);
    }
    case 'assignment': {
      const state = progress.find((each) => each === pick);
      return state === undefined
        ? nothingToChoose
        : perform(assignmentState, { assignment: view.assignment, state, ...(said && { text: said }) }, reads, asked);
    }
    case 'reminder':
      if (pick === 'done') return perform(deadlineDone, { deadline: view.deadline }, reads, asked);
      if (pick === 'later')
        return perform(deadlineLater, { deadline: view.deadline, ...(said && { when: said }) }, reads, asked);
      return pick === 'report' ? reportFor(reads, view.deadline, asked) : nothingToChoose;
    case 'paper':
      if (pick === 'release') return perform(paperRelease, { paper: view.paper }, reads, asked);
      return pick === 'submitted' ? perform(paperSubmitted, { paper: view.paper }, reads, asked) : nothingToChoose;
    default:
      return nothingToChoose;
  }
};

const reportFor = async (
  reads: Reads,
  id: Extract<ViewRef, { view: 'reminder' }>['deadline'],
  asked: Asked,
): Promise<Decision> => {
  const deadline = await reads.deadlines.byId(id);
  return deadline === undefined
    ? nothingToChoose
    : perform(report, { organization: deadline.organization }, reads, asked);
};

type Saying = { side: 'steering' | 'organization'; verb: Verb<{ outcome: OutcomeId; text: string }, unknown> };
/** What needs words. `side`: the organization whose roles count. */
const sayings: ReadonlyMap<string, Saying> = new Map(
  Object.entries({
    'ask-back': { side: 'steering', verb: askBack },
    decide: { side: 'steering', verb: decide },
    decline: { side: 'steering', verb: decline },
    object: { side: 'organization', verb: outcomeObject },
    answer: { side: 'organization', verb: outcomeAnswer },
  } satisfies Record<string, Saying>),
);

/** What has been said with the click is done at once; what is missing is asked, of those alone who may say it. */
const steer = async (
  reads: Reads,
  outcome: OutcomeId,
  pick: string,
  said: string | undefined,
  asked: Asked,
): Promise<Decision> => {
  if (pick === 'take-up') return perform(takeUp, { outcome }, reads, asked);
  if (pick === 'undo') return perform(undo, { outcome }, reads, asked);
  if (pick === 'keep') return keep(reads, outcome, asked);
  const saying = sayings.get(pick);
  if (saying === undefined) return nothingToChoose;
  return said ? perform(saying.verb, { outcome, text: said }, reads, asked) : ask(reads, outcome, pick, saying, asked);
};
/** In spite of an objection it stays as it is: handed in once more in its own words, by whoever could have found others. */
const keep = async (reads: Reads, id: OutcomeId, asked: Asked): Promise<Decision> => {
  const outcome = await reads.outcomes.byId(id);
  return outcome?.state.is === 'draft'
    ? perform(outcomeCorrect, { outcome: id, text: outcome.text }, reads, asked)
    : nothingToChoose;
};
const ask = async (
  reads: Reads,
  id: OutcomeId,
  script: string,
  { side, verb }: Saying,
  asked: Asked,
): Promise<Decision> => {
  const outcome = await reads.outcomes.byId(id);
  if (outcome === undefined) return no({ code: 'no-such', named: id });
  const wrong = await forbidden(reads, asked, { id: outcome[side] }, verb.may);
  if (wrong !== undefined) return wrong;
  const under: PostKey | undefined =
    asked.at.kind === 'room' ? postKey('report', outcome.report, asked.at.id) : undefined;
  return begin(reads, script, { outcome: id }, asked, under);
};
