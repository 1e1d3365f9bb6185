import type { Inbound } from './messages.ts';
import { isInside, WEB } from './model/access.ts';
import { currentOf } from './model/organization.ts';
import { type BodyId, type ConnectionId, type Lack, type Place, type PlaceId, spaceIn } from './model/place.ts';
import { ok } from './model/result.ts';
import { dayOf, type Instant } from './model/time.ts';
import type { Across, Reads } from './ports.ts';
import { tell } from './reach.ts';
import { spacesAnew } from './space.ts';
import { nothing, type Step, save, type Task } from './step.ts';
import type { ViewRef } from './views/refs.ts';

type Of<K extends Inbound['kind']> = Extract<Inbound, { kind: K }>;

/** A room that changed: what we may say there depends on it, and the coordinator learns what is lost. */
export const placeChanged = async (
  across: Across,
  { id, at, change }: Of<'place'>,
  now: Instant,
): Promise<readonly Task[]> => {
  const known = await across.place(at);
  if (known === undefined) return []; // nobody has connected it: nothing is known, nothing changes
  return [
    {
      body: known.body,
      cause: `${at.connection}:${id}`,
      decide: async (reads) => {
        const place = await reads.places.byId(known.row.id);
        if (place === undefined) return ok(nothing);
        const about = place.kind === 'room' ? (await reads.organizations.byId(place.organization))?.name : undefined;
        const news = (what: 'removed' | 'encrypted' | 'missed' | 'unsure') =>
          toCoordinators(reads, now, { view: 'place-news', what, about: about ?? at.connection }, id, {
            place: place.id,
            rather: at.connection,
          });
        const becomes = (row: Place, posts: Step['posts'] = []) => ok({ save: [save('place', row)], posts });
        const spaces = () => spacesAnew(reads, at.connection);
        switch (change.is) {
          case 'joined':
            return becomes({ ...place, state: 'joined' }, await spaces());
          case 'removed':
            return becomes({ ...place, state: 'gone' }, [...(await news('removed')), ...(await spaces())]);
          case 'encrypted':
            return becomes({ ...place, state: 'encrypted' }, await news('encrypted'));
          case 'missed':
            return ok({ save: [], posts: await news('missed') });
          case 'unsure':
            return ok({ save: [], posts: await news('unsure') });
          case 'upgraded':
            return becomes({ ...place, spot: change.to, state: 'joined' }, await spaces());
          case 'lacks':
            if (place.lacks?.why === change.lack.why) return ok(nothing); // they know
            return becomes({ ...place, lacks: change.lack }, await lacking(reads, place, change.lack, now, id));
          case 'able': {
            const { lacks, ...able } = place;
            return lacks === undefined ? ok(nothing) : becomes(able);
          }
          case 'audience':
            return ok(nothing); // asked anew each time before something non-public is said
        }
      },
    },
  ];
};
/** To the coordinators, who can help, or know who can. */
const lacking = async (
  reads: Pick<Reads, 'memberships' | 'places' | 'organizations' | 'body' | 'accesses'>,
  place: Place,
  lack: Lack,
  now: Instant,
  id: string,
): Promise<Step['posts']> => {
  const tell = (view: ViewRef) => toCoordinators(reads, now, view, id, { place: place.id });
  if (place.kind === 'space') {
    const named = spaceIn(place.spot.room);
    const about = named === undefined || named === place.id ? (await reads.body()).name : named;
    return tell({ view: 'place-lacks', of: 'space', lack, about });
  }
  if (lack.why !== 'power') return [];
  const of = place.kind === 'room' ? await reads.organizations.byId(place.organization) : undefined;
  return tell({ view: 'place-lacks', of: 'room', lack, about: of?.name ?? place.spot.connection });
};

/** A platform that will not have us any more, or has us back: told on every other one, in each body that uses it. */
export const connectionChanged = async (
  across: Across,
  { id, connection, change }: Of<'connection'>,
  now: Instant,
): Promise<readonly Task[]> =>
  (await across.bodiesOn(connection)).map((body: BodyId) => ({
    body,
    cause: `${connection}:${id}`,
    decide: async (reads: Reads) =>
      ok({
        save: [],
        posts: await toCoordinators(
          reads,
          now,
          { view: 'place-news', what: change, about: connection },
          id,
          change === 'back' ? {} : { connection },
        ),
      }),
  }));

type Not = { connection?: ConnectionId; place?: PlaceId; rather?: ConnectionId };
/**
 * Alone, where possible; otherwise in the rooms of the steering groups, which read everything anyway. Never where it would
 * be lost: `not`; and on another platform where there is one: `rather` not here.
 */
export const toCoordinators = async (
  reads: Pick<Reads, 'memberships' | 'places' | 'organizations' | 'body' | 'accesses'>,
  now: Instant,
  view: ViewRef,
  about: string,
  not: Not = {},
) => {
  const today = dayOf(now, (await reads.body()).zone);
  const office = currentOf(await reads.memberships.all(), today).filter(({ roles }) => roles.includes('coordinator'));
  const able = ({ id, spot, state }: Place) =>
    state === 'joined' && spot.connection !== not.connection && id !== not.place;
  const first = (all: readonly Place[]) => all.find(({ spot }) => spot.connection !== not.rather) ?? all[0];
  const people = [...new Set(office.map(({ person }) => person))];
  const places = await Promise.all(
    people.map(async (person) => {
      const all = (await reads.places.direct(person)).filter(able);
      // a page that they have never opened, or not for long, shows them nothing
      const seesPages = (await reads.accesses.of(person)).some((each) => isInside(each, now));
      const open = all.filter(({ spot }) => spot.connection !== WEB || seesPages);
      return first(open.length > 0 ? open : all);
    }),
  );
  const alone = places.filter((place) => place !== undefined);
  const steering = (await reads.organizations.all()).filter(
    ({ classification }) => classification === 'steering-group',
  );
  const rooms = alone.length > 0 ? [] : (await Promise.all(steering.map(({ id }) => reads.places.of(id)))).flat();
  return tell([...alone, ...rooms.filter(able)], ['told', about, view.view], view, 'notice');
};
