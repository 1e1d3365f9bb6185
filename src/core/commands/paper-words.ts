import { paperCard } from '../cards.ts';
import type { Post } from '../messages.ts';
import { snapshotId } from '../model/file.ts';
import type { Meeting } from '../model/meeting.ts';
import type { MeetingId, PaperId } from '../model/number.ts';
import type { Organization, Person } from '../model/organization.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Paper, PaperRefusal } from '../model/paper.ts';
import type { Urgency } from '../model/post.ts';
import { no, ok, type Result } from '../model/result.ts';
import type { Instant } from '../model/time.ts';
import { councilPaper } from '../papers/council-paper.ts';
import type { Reads } from '../ports.ts';
import { everywhere, type Reach, reach, tell } from '../reach.ts';
import { type Change, save } from '../step.ts';
import { type Home, loadPaper, nextSitting } from './load.ts';

export type PaperReads = Pick<
  Reads,
  'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'outcomes' | 'meetings' | 'papers' | 'people'
>;
/** All that a paper's words are made of. */
export type Sources = {
  committee: Organization;
  sitting: Meeting;
  outcomes: readonly Outcome[];
  groups: readonly Organization[];
  /** Whose names it does not name. */
  people: readonly Person[];
};
export const sourcesOf = async (
  reads: PaperReads,
  { sitting: id, outcomes }: Pick<Paper, 'sitting' | 'outcomes'>,
): Promise<Sources> => {
  const sitting = await reads.meetings.byId(id);
  const committee = sitting && (await reads.organizations.byId(sitting.organization));
  if (sitting === undefined || committee === undefined) throw new Error(`no sitting ${id}`); // foreign keys see to it
  const found = await Promise.all(outcomes.map((each) => reads.outcomes.byId(each)));
  return {
    committee,
    sitting,
    outcomes: found.filter((each) => each !== undefined),
    groups: await reads.organizations.all(),
    people: await reads.people.all(),
  };
};

/** A paper in new words: its document is kept as it is now, under its revision, its card shows it, and an earlier release says so. */
export const written = (
  { organization, body, reach: home }: Home,
  paper: Paper,
  sources: Sources,
  before: Paper | undefined,
): { save: readonly Change[]; posts: readonly Post[] } => ({
  save: [
    save('paper', paper),
    save('snapshot', {
      id: snapshotId({ file: 'paper', of: paper.id, revision: paper.revision, format: 'md' }),
      of: 'document',
      document: councilPaper(paper, { ...sources, organization, body }),
    }),
  ],
  posts: [
    ...paperCard(home, paper.id, 'notice'),
    ...(before?.state.is === 'released' ? releaseNews(home, before, 'quiet') : []),
  ],
});
/** Of one release; of an earlier one it says that it holds no longer. */
export const releaseNews = (
  home: Reach,
  { id, revision }: Pick<Paper, 'id' | 'revision'>,
  urgency: Urgency,
): readonly Post[] =>
  tell(
    everywhere(home),
    ['paper-news', id, 'released', revision],
    { view: 'paper-news', paper: id, revision, what: 'released' },
    urgency,
  );
export const loadWithSources = async (reads: PaperReads, id: PaperId, now: Instant) => {
  const found = await loadPaper(reads, id, now);
  return found.ok ? ok({ ...found.value, sources: await sourcesOf(reads, found.value.paper) }) : found;
};
/** The same, and the sitting that one could go on to. */
export const loadToHandIn = async (reads: PaperReads, id: PaperId, now: Instant) => {
  const found = await loadWithSources(reads, id, now);
  return found.ok
    ? ok({ ...found.value, next: await nextSitting(reads, found.value.sources.committee.id, now) })
    : found;
};
/** Where the sitting was cancelled there is nothing to hand in to: what stands in the paper would be lost with it. */
export const stillHeld = (
  paper: Paper,
  { sitting }: Sources,
  next: MeetingId | undefined,
): Result<Paper, PaperRefusal> =>
  paper.state.is !== 'submitted' && sitting.state.is === 'cancelled'
    ? no({ code: 'paper-fallen', sitting: sitting.id, ...(next && { next }) })
    : ok(paper);
/** The groups that reported what stands in a paper, and where each is told. */
export const reportersOf = async (
  reads: Pick<PaperReads, 'places' | 'memberships' | 'accounts' | 'body'>,
  outcomes: readonly Outcome[],
  now: Instant,
): Promise<readonly { organization: Organization['id']; reach: Reach }[]> =>
  Promise.all(
    [...new Set(outcomes.map(({ organization }) => organization))].map(async (organization) => ({
      organization,
      reach: await reach(reads, organization, now),
    })),
  );
