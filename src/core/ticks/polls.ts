import { homeOf } from '../commands/load.ts';
import { closing } from '../commands/poll-close.ts';
import { voters } from '../commands/vote.ts';
import type { Post } from '../messages.ts';
import { isCurrent } from '../model/organization.ts';
import { remindFrom } from '../model/poll.ts';
import { postKey } from '../model/post.ts';
import { ok } from '../model/result.ts';
import { dayOf, hasCome, type Instant } from '../model/time.ts';
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
      const voted = new Set(
        (await reads.ballots.of(id)).filter(({ marks }) => marks.length > 0).map(({ person }) => person),
      );
      const missing = (await reads.memberships.in(poll.organization))
        .filter(
          (each) =>
            isCurrent(each, dayOf(now, organization.zone)) &&
            each.roles.some((role) => voters.some((may) => may === role)) &&
            !voted.has(each.person),
        )
        .map(({ person }) => person);
      const alone = await Promise.all(
        missing.map(async (person) => ({ person, place: (await reads.places.direct(person))[0] })),
      );
      const people = alone.flatMap(({ person, place }) => (place === undefined ? [person] : []));
      const posts = [
        ...alone.flatMap(({ person, place }): readonly Post[] =>
          place === undefined
            ? []
            : [
                {
                  key: postKey('remind', id, place.id),
                  to: place.id,
                  view: { view: 'poll-reminder', poll: id, people: [], person },
                  urgency: 'notice',
                },
              ],
        ),
        ...(people.length === 0
          ? []
          : reach.rooms.map(
              (place): Post => ({
                key: postKey('remind', id, place.id),
                to: place.id,
                view: { view: 'poll-reminder', poll: id, people },
                urgency: 'notice',
              }),
            )),
      ];
      return ok({ save: [save('poll', { ...poll, reminded: true })], posts });
    },
  });
