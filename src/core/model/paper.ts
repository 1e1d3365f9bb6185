import type { MeetingId, OutcomeId, PaperId } from './number.ts';
import type { OrganizationId, PersonId } from './place.ts';
import { no, ok, type Result } from './result.ts';
import type { Day, Iso } from './time.ts';

export type Section = 'title' | 'proposal' | 'introduction';
/** A Vorlage. Its words can be edited, its sentences stay tied to their outcomes. (OParl: Paper) */
export type Paper = {
  id: PaperId;
  /** The committee's sitting that it is for. (OParl: Consultation) */
  sitting: MeetingId;
  organization: OrganizationId;
  by: PersonId;
  /** Of its draft; once it is released, of its release. */
  day: Day;
  words: Readonly<Record<Section, string>>;
  outcomes: readonly OutcomeId[];
  /** Other words for an outcome, in this paper alone. */
  reworded: Readonly<Partial<Record<OutcomeId, string>>>;
  revision: number;
  state: { is: 'draft' } | { is: 'released'; by: PersonId; at: Iso } | { is: 'submitted'; by: PersonId; at: Iso };
};
export type PaperRefusal =
  | { code: 'paper-final' }
  | { code: 'paper-not-released' }
  | { code: 'paper-fallen'; sitting: MeetingId; next?: MeetingId }
  | { code: 'paper-outdated'; outcomes: readonly OutcomeId[] }
  | { code: 'not-in-paper'; outcome: OutcomeId }
  | { code: 'always-in-paper' }
  | { code: 'nothing-to-report'; why: 'none' | 'reported' }
  | { code: 'nothing-to-report'; why: 'empty'; sitting: MeetingId };

/** Editing takes a release back: what is released is what was read. */
const edited = (paper: Paper, change: Partial<Paper>): Result<Paper, PaperRefusal> =>
  paper.state.is === 'submitted'
    ? no({ code: 'paper-final' })
    : ok({ ...paper, ...change, revision: paper.revision + 1, state: { is: 'draft' } });

export const reword = (paper: Paper, what: Section | OutcomeId, text: string): Result<Paper, PaperRefusal> => {
  if (what === 'title' || what === 'proposal' || what === 'introduction')
    return edited(paper, { words: { ...paper.words, [what]: text } });
  if (!paper.outcomes.includes(what)) return no({ code: 'not-in-paper', outcome: what });
  return edited(paper, { reworded: { ...paper.reworded, [what]: text } });
};
/** Without a Beschlussvorschlag it only tells. */
export const tellOnly = (paper: Paper): Result<Paper, PaperRefusal> =>
  edited(paper, { words: { ...paper.words, proposal: '' } });
export const leaveOut = (paper: Paper, outcome: OutcomeId): Result<Paper, PaperRefusal> =>
  paper.outcomes.includes(outcome)
    ? edited(paper, { outcomes: paper.outcomes.filter((each) => each !== outcome) })
    : no({ code: 'not-in-paper', outcome });
export const refresh = (paper: Paper, outcomes: readonly OutcomeId[]): Result<Paper, PaperRefusal> =>
  edited(paper, { outcomes });
/** A paper that reports nothing is none. */
const filled = ({ outcomes, sitting }: Paper, then: Paper): Result<Paper, PaperRefusal> =>
  outcomes.length === 0 ? no({ code: 'nothing-to-report', why: 'empty', sitting }) : ok(then);
export const release = (paper: Paper, by: PersonId, at: Iso): Result<Paper, PaperRefusal> =>
  paper.state.is === 'submitted'
    ? no({ code: 'paper-final' })
    : filled(paper, { ...paper, revision: paper.revision + 1, state: { is: 'released', by, at } });
export const submit = (paper: Paper, by: PersonId, at: Iso): Result<Paper, PaperRefusal> => {
  if (paper.state.is === 'submitted') return no({ code: 'paper-final' });
  return paper.state.is === 'released'
    ? filled(paper, { ...paper, state: { is: 'submitted', by, at } })
    : no({ code: 'paper-not-released' });
};
