import { z } from 'zod';
import { type BodyId, type PlaceId, type Space, spaceIn, spaceRoom } from '../model/place.ts';
import { no, ok } from '../model/result.ts';
import type { Reads } from '../ports.ts';
import { spacePost } from '../space.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';

/** All rooms of a connection together: made, or one that is there and named. Asked again, it is tried again. */
export const space = command({
  name: 'space',
  words: ['space'],
  takes: [{ name: 'space', kind: 'word', optional: true }],
  args: z.object({ space: arg.line.optional() }),
  may: ['coordinator'],
  async load(reads: Pick<Reads, 'body' | 'places' | 'counters'>, _, { at }) {
    const spaces = await reads.places.spaces(at.spot.connection);
    return ok({ body: await reads.body(), spaces, last: await reads.counters.last('R') });
  },
  decide({ body, spaces, last }, { space: named }, { at, by, can }) {
    if (!can.includes('space')) return no({ code: 'not-on-this-platform', lacks: 'space' });
    const id: PlaceId = `R-${last + 1}`;
    const before = spaces.find((each) =>
      named === undefined
        ? each.state !== 'gone' && !isLost(each, body.id)
        : each.spot.room === spaceRoom(body.id, named),
    );
    const { lacks: _, ...kept } = before ?? {
      id,
      kind: 'space' as const,
      spot: { connection: at.spot.connection, room: spaceRoom(body.id, named ?? id) },
      language: body.language,
    };
    const place: Space = { ...kept, by, state: 'joined' };
    const called = spaceIn(place.spot.room);
    const others = spaces.filter((each) => each.id !== place.id && each.state !== 'gone');
    return ok({
      save: [
        ...(before === undefined ? [save('counter', { of: 'R', last: last + 1 })] : []),
        save('place', place),
        ...others.map((each) => save('place', { ...each, state: 'gone' })),
      ],
      posts: [spacePost(place)],
      say: {
        view: 'noted',
        what: 'space',
        about: { body: body.name, ...(called !== undefined && called !== place.id && { named: called }) },
      },
    });
  },
});
/** One that we had made and were put out of: nobody is left there who could let us in, so another takes its place. */
const isLost = ({ id, spot, lacks }: Space, body: BodyId): boolean =>
  lacks?.why === 'outside' && spot.room === spaceRoom(body, id);
