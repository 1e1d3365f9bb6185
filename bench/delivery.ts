import type { Post } from '../src/core/messages.ts';
import type { PlaceId } from '../src/core/model/place.ts';
import type { Poll } from '../src/core/model/poll.ts';
import { postKey } from '../src/core/model/post.ts';
import { ok } from '../src/core/model/result.ts';
import { type Change, save } from '../src/core/step.ts';
import type { ViewRef } from '../src/core/views/refs.ts';
import { body, district, room } from '../tests/support/district.ts';
import { atLeast, type Goal, type Spread, spread, table, turn } from './numbers.ts';
import { openPeer } from './peer.ts';
import { replica } from './replica.ts';
import { ask, type Server } from './server.ts';

export type DeliveryPlan = { posts: number; rooms: number; rounds: number };
type Measured = { name: string; perSecond: Spread };
export type Delivery = DeliveryPlan & { measured: readonly Measured[]; goals: readonly Goal[] };

const ROOMS_FROM = 1_000;
const place = (n: number): PlaceId => `R-${ROOMS_FROM + n}`;
const poll: Poll = {
  id: 'U-1',
  organization: 'org:wohnen',
  meeting: 'S-1',
  by: 'P-1',
  options: [
    { number: 1, slot: { from: '2026-06-30T12:00:00Z', to: '2026-06-30T14:00:00Z' } },
    { number: 2, slot: { from: '2026-07-02T08:00:00Z', to: '2026-07-02T10:00:00Z' } },
  ],
  opened: '2026-06-15T08:00:00Z',
  hidden: false,
  extensible: false,
  state: { is: 'open' },
};
const past = (rooms: number): readonly Change[] => [
  ...district,
  save('meeting', {
    id: 'S-1',
    organization: 'org:wohnen',
    zone: 'Europe/Berlin',
    where: {},
    agenda: [],
    revision: 0,
    state: { is: 'polling', poll: 'U-1' },
  }),
  save('poll', poll),
  ...Array.from({ length: rooms }, (_, n) => room(place(n), 'org:wohnen', 'slack', `room-${n}`)),
];
/** Words that read nothing are the peer's own work: one message, one row. A poll's card reads its poll for each message. */
const views = {
  words: { view: 'noted', what: 'language' },
  card: { view: 'poll', poll: 'U-1' },
} as const satisfies Record<string, ViewRef>;

/** Deliveries claimed, sent and done, beside the peer's jobs, on one server, in turn. */
export const delivery = async (server: Server, plan: DeliveryPlan): Promise<Delivery> => {
  const { posts, rooms, rounds } = plan;
  const address = await server.database();
  const ours = replica(address);
  const peer = await openPeer(await server.database(), posts);
  try {
    await ours.start();
    await ours.store.ledger.commit({
      body,
      cause: 'import',
      expect: [],
      decision: ok({ save: [...past(rooms)], posts: [] }),
    });
    let runs = 0;
    const deliver = async (view: ViewRef): Promise<number> => {
      runs += 1;
      const all = Array.from(
        { length: posts },
        (_, n): Post => ({ key: postKey('bench', runs, n), to: place(n % rooms), view, urgency: 'notice' }),
      );
      for (let from = 0; from < posts; from += rooms)
        await ours.store.ledger.commit({
          body,
          cause: `bench:${runs}:${from}`,
          expect: [],
          decision: ok({ save: [], posts: all.slice(from, from + rooms) }),
        });
      await ask(address, 'vacuum analyze', 'checkpoint');
      const before = ours.platforms.slack.messages.length;
      const begun = performance.now();
      const sent = () => ours.platforms.slack.messages.length - before;
      while (sent() < posts) await ours.pass('slack');
      const took = performance.now() - begun;
      const left = await ours.store.outbox.due('slack');
      if (left.length > 0 || sent() !== posts) throw new Error(`${sent()} of ${posts} posts were delivered`);
      return took;
    };
    const all = [
      { name: 'ours, words', run: () => deliver(views.words) },
      { name: 'ours, cards of a poll', run: () => deliver(views.card) },
      { name: 'graphile-worker, as it comes', run: () => peer.run() },
      { name: 'graphile-worker, 8 at once', run: () => peer.run(8) },
    ];
    const rates = new Map(all.map(({ name }) => [name, [] as number[]]));
    for (let round = -1; round < rounds; round += 1) {
      for (const { name, run } of turn(all, round + 1)) {
        const rate = (posts / (await run())) * 1000;
        if (round >= 0) rates.get(name)?.push(rate); // the first warms up
      }
    }
    const [words, cards, usual, eight] = all.map(({ name }) => rates.get(name) ?? []);
    return {
      ...plan,
      measured: all.map(({ name }) => ({ name, perSecond: spread(rates.get(name) ?? []) })),
      goals: [
        atLeast('delivery ÷ graphile-worker as it comes', ratios(words, usual), 1),
        atLeast('delivery ÷ graphile-worker, 8 at once', ratios(words, eight), 0.5),
        atLeast('delivery ÷ graphile-worker, 8 at once (later)', ratios(words, eight), 1),
        atLeast('delivery of cards, which read ÷ graphile-worker, 8 at once', ratios(cards, eight), 0.5),
      ],
    };
  } finally {
    await peer.end();
    await ours.end();
  }
};
const ratios = (one: readonly number[] = [], other: readonly number[] = []): Spread =>
  spread(one.map((rate, i) => rate / (other[i] ?? Number.NaN)));

export const sayDelivery = ({ posts, rooms, rounds, measured }: Delivery): string =>
  [
    `Delivery of ${posts} messages to ${rooms} rooms, claimed → done, per second, ${rounds} rounds`,
    table(
      ['', 'median', 'min', 'max'],
      measured.map(({ name, perSecond: { median, min, max } }) => [
        name,
        Math.round(median),
        Math.round(min),
        Math.round(max),
      ]),
    ),
  ].join('\n\n');
