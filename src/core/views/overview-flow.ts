import type { Outcome } from '../model/outcome.ts';
import type { OrganizationId } from '../model/place.ts';

/** Where a result passes on its way, in this order. Not each passes everywhere. */
export const stations = ['submitted', 'taken-up', 'asked-back', 'decided', 'reported'] as const;
export type Station = (typeof stations)[number];
/** How many have come there, and how many of them are there now and wait for what comes next. */
export type Count = { came: number; waiting: number };
export type Counts = { readonly [S in Station]: Count } & { declined: number };
/** So many went from here to there. */
export type Band = { from: Station; to: Station; count: number };
export type Flow<G extends { id: OrganizationId }> = {
  all: Counts;
  groups: readonly { group: G; counts: Counts }[];
  bands: readonly Band[];
};

const isTakenUp = ({ state }: Outcome): boolean =>
  state.is === 'taken-up' ||
  (state.is === 'asked-back' && state.before === 'taken-up') ||
  state.is === 'decided' ||
  state.is === 'reported';
/** Which it has passed; what was decided or reported counts as taken up. */
const wayOf = (outcome: Outcome): readonly Station[] => {
  const { state, questions, settlement } = outcome;
  const passed: Record<Station, boolean> = {
    submitted: true,
    'taken-up': isTakenUp(outcome),
    'asked-back': questions.length > 0,
    decided: state.is === 'decided' || (state.is === 'reported' && settlement !== undefined),
    reported: state.is === 'reported',
  };
  return stations.filter((station) => passed[station]);
};
/** Where it waits; what is reported or declined waits no more. */
const waitsAt = ({ state }: Outcome): Station | undefined => {
  if (state.is === 'draft') return 'submitted';
  return state.is === 'declined' || state.is === 'reported' ? undefined : state.is;
};

const countsOf = (outcomes: readonly Outcome[]): Counts => {
  const count = (station: Station): Count => ({
    came: outcomes.filter((each) => wayOf(each).includes(station)).length,
    waiting: outcomes.filter((each) => waitsAt(each) === station).length,
  });
  return {
    submitted: count('submitted'),
    'taken-up': count('taken-up'),
    'asked-back': count('asked-back'),
    decided: count('decided'),
    reported: count('reported'),
    declined: outcomes.filter(({ state }) => state.is === 'declined').length,
  };
};

/** The way of all these results, together and by the groups that they come from. Groups without any are left out. */
export const flowOf = <G extends { id: OrganizationId }>(
  groups: readonly G[],
  outcomes: readonly Outcome[],
): Flow<G> => {
  const steps = outcomes.flatMap((outcome) => {
    const way = wayOf(outcome);
    return way.slice(1).map((to, i) => `${way[i]}>${to}`);
  });
  return {
    all: countsOf(outcomes),
    groups: groups.flatMap((group) => {
      const own = outcomes.filter(({ organization }) => organization === group.id);
      return own.length === 0 ? [] : [{ group, counts: countsOf(own) }];
    }),
    bands: stations.flatMap((from) =>
      stations.flatMap((to): readonly Band[] => {
        const count = steps.filter((step) => step === `${from}>${to}`).length;
        return count === 0 ? [] : [{ from, to, count }];
      }),
    ),
  };
};
