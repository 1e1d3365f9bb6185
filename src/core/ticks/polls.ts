import { homeOf } from '../commands/load.ts';
import { mayVote } from '../commands/may.ts';
import { closing } from '../commands/poll-close.ts';
import { currentOf } from '../model/organization.ts';
import type { PersonId, Place } from '../model/place.ts';
import { remindFrom, voted } from '../model/poll.ts';
import { ok } from '../model/result.ts';
import { dayOf, hasCome, type Instant } from '../model/time.ts';
import { aloneWith, tell } from '../reach.ts';
import { nothing, save, type Task } from '../step.ts';
import type { Job } from './index.ts';

const REMIND_HOURS = 24;

/** Polls whose time has come are closed; shortly before, those who have not voted are reminded. */
export const polls: Job = async (across, now) => [
  ...(await across.pollsToClose(now)).map(close(now)),
  ...(await across.pollsToRemind(now.add({ hours: REMIND_HOURS }))).map(remind(now)),
];

type Listed = Awaited<ReturnType<Parameters<Job>[0]['pollsToClose']>>[number];
const close =
  (now: Instant) =>
  ({ body, row: { id, closesAt } }: Listed): Task => ({
    body,
    cause: `close:${id}:${closesAt}`,
    async decide(reads) {
      const poll = await reads.polls.byId(id);
      if (poll === undefined || poll.state.is === 'closed' || poll.closesAt !== closesAt) return ok(nothing);
      const { reach } = await homeOf(reads, poll.organization, now);
      return ok(closing(poll, reach, now.toString()));
    },
  });

const remind =
  (now: Instant) =>
  ({ body, row: { id, closesAt } }: Listed): Task => ({
    body,
    cause: `remind:${id}:${closesAt}`,
    async decide(reads) {
      const poll = await reads.polls.byId(id);
      if (
        poll === undefined ||
        poll.state.is === 'closed' ||
        poll.reminded ||
        poll.closesAt === undefined ||
        hasCome(poll.closesAt, now)
      )
        return ok(nothing);
      if (!hasCome(remindFrom(poll, poll.closesAt), now)) return ok(nothing);
      const { organization, reach } = await homeOf(reads, poll.organization, now);
      const done = voted(await reads.ballots.of(id));
      const missing = currentOf(await reads.memberships.in(poll.organization), dayOf(now, organization.zone))
        .filter((each) => mayVote(each) && !done.has(each.person))
        .map(({ person }) => person);
      const alone = await aloneWith(reads, missing);
      const people = missing.filter((person) => !alone.some((place) => place.person === person));
      const reminder = (to: readonly Place[], about: { people: readonly PersonId[]; person?: PersonId }) =>
        tell(to, ['remind', id], { view: 'poll-reminder', poll: id, ...about }, 'notice');
      const posts = [
        ...alone.flatMap((place) => reminder([place], { people: [], person: place.person })),
        ...(people.length === 0 ? [] : reminder(reach.rooms, { people })),
      ];
      return ok({ save: [save('poll', { ...poll, reminded: true })], posts });
    },
  });
