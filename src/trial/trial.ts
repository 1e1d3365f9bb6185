import { webNameOf } from '../core/model/access.ts';
import { slotOf } from '../core/model/meeting.ts';
import type { BodyId, Language, PersonId } from '../core/model/place.ts';
import { ok } from '../core/model/result.ts';
import { startOf } from '../core/model/slot.ts';
import { type Iso, instant, Temporal, type Zone } from '../core/model/time.ts';
import type { Door, Store, Time, WebRooms } from '../core/ports.ts';
import type { District } from '../districts/format.ts';
import { bodyIdOf, personIdOf, rowsOf } from '../districts/rows.ts';
import { onTheWeb } from '../districts/web.ts';
import type { Move } from '../story/people.ts';
import { act, hourly, programOf } from '../story/play.ts';
import type { Stage } from '../story/stage.ts';
import { type Serve, webActor } from '../story/web-actor.ts';
import { counted, countsIn, type Numbers, renumbered } from './numbers.ts';
import { trialStage } from './stage.ts';

/** What a trial remembers between starts. */
type Keeper = {
  kept(name: string, first: () => string): Promise<string>;
  keep(name: string, value: string): Promise<void>;
  clear(): Promise<void>;
  underWay(connection: string): Promise<number>;
};
export type Player = { person: PersonId; name: string; roles: string };
type Parts = {
  store: Store & Keeper;
  rooms: WebRooms;
  district: District;
  pause(ms: number): Promise<void>;
  nextId(): string;
};
export type Chapter = { title: string; at: Iso; moves: readonly Move[] };

export type Step = 'hour' | 'day' | keyof Coming;
export type Coming = {
  poll?: { id: string; at: Iso };
  meeting?: { id: string; at: Iso };
  deadline?: { id: string; at: Iso };
};

/** An invented district to play with: its own database, its people to be played by whoever tries it, a clock to wind. */
export type Trial = {
  time: Time;
  body: BodyId;
  name: string;
  zone: Zone;
  language: Language;
  people: readonly Player[];
  chapters: readonly Chapter[];
  /** How many chapters have been told. */
  told(): number;
  /** Of which chapters not everything came to pass, as others had acted meanwhile. */
  missed(): readonly number[];
  visitor(person: string): { person: PersonId; name: string; language: Language; account: string } | undefined;
  /** Once the doors are open. */
  open(door: Door, serve: Serve, origin: string): void;
  /** Tells the next chapter as far as it goes. */
  next(): Promise<void>;
  wind(to: Step): Promise<void>;
  /** When the next of each kind comes, as far as one does. */
  coming(): Promise<Coming>;
  again(): Promise<void>;
};

const CLOCK = 'trial-clock';
const TOLD = 'trial-told';
const MISSED = 'trial-missed';
const NUMBERS = 'trial-numbers';

const chaptersOf = (moves: readonly Move[]): readonly Chapter[] => {
  const chapters: { title: string; at: Iso; moves: Move[] }[] = [];
  for (const move of moves) {
    const last = chapters.at(-1);
    if (move.chapter !== undefined && (last === undefined || last.title !== ''))
      chapters.push({ title: move.chapter, at: move.at, moves: [move] });
    else if (last === undefined) chapters.push({ title: '', at: move.at, moves: [move] });
    else {
      if (last.title === '' && move.chapter !== undefined) last.title = move.chapter; // the sittings come before the first words
      last.moves.push(move);
    }
  }
  return chapters;
};

export const openTrial = async ({ store, rooms, district: given, pause, nextId }: Parts): Promise<Trial> => {
  const district = onTheWeb(given);
  const body = bodyIdOf(district);
  const { zone, language, name } = district.district;
  const { start, moves } = programOf(district, undefined);
  const chapters = chaptersOf(moves);
  const stand = { now: start, told: 0, missed: [] as readonly number[], numbers: {} as Numbers, refusals: 0 };
  const begin = async () => {
    await store.ledger.commit({
      body,
      cause: 'district',
      expect: [],
      decision: ok({ save: rowsOf(district), posts: [] }),
    });
    stand.now = await store.kept(CLOCK, () => start);
    stand.told = Number(await store.kept(TOLD, () => '0'));
    stand.missed = JSON.parse(await store.kept(MISSED, () => '[]')); // ours
    stand.numbers = JSON.parse(await store.kept(NUMBERS, () => '{}'));
  };
  await begin();
  let stage: Stage | undefined;
  /** One thing after the other, whoever presses what. */
  let working = Promise.resolve();
  const alone = (work: (on: Stage) => Promise<void>): Promise<void> => {
    const done = working.then(async () => {
      if (stage !== undefined) await work(stage);
      await store.keep(CLOCK, stand.now);
      await store.keep(TOLD, `${stand.told}`);
      await store.keep(MISSED, JSON.stringify(stand.missed));
      await store.keep(NUMBERS, JSON.stringify(stand.numbers));
    });
    working = done.catch(() => {});
    return done;
  };
  const turnTo = (moment: Iso) => {
    if (Temporal.Instant.compare(moment, stand.now) > 0) stand.now = moment;
  };
  const until = async (on: Stage, moment: Iso): Promise<void> => {
    for (const hour of hourly(stand.now, moment, zone)) {
      on.turnTo(hour);
      await on.tick();
    }
    on.turnTo(moment);
    await on.tick();
  };
  type Dated = { id: string; at: Iso };
  const next = (all: readonly Dated[]): Dated | undefined =>
    all
      .filter(({ at }) => Temporal.Instant.compare(at, stand.now) > 0)
      .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))[0];
  const coming = async (): Promise<Coming> => {
    const { reads } = store.read(body);
    const organizations = await reads.organizations.all();
    const [polls, meetings] = await Promise.all([
      Promise.all(organizations.map(({ id }) => reads.polls.open(id))),
      Promise.all(organizations.map(({ id }) => reads.meetings.ahead(id, instant(stand.now)))),
    ]);
    const poll = next(polls.flat().flatMap(({ id, closesAt: at }) => (at === undefined ? [] : [{ id, at }])));
    const meeting = next(
      meetings.flat().flatMap((each) => {
        const slot = slotOf(each);
        return slot === undefined ? [] : [{ id: each.id, at: startOf(slot, each.zone).toString() }];
      }),
    );
    const deadline = next(
      (await store.across.openDeadlines())
        .filter((each) => each.body === body)
        .map(({ row: { id, at } }) => ({ id, at })),
    );
    return { ...(poll && { poll }), ...(meeting && { meeting }), ...(deadline && { deadline }) };
  };
  /** Who tries it may have done otherwise meanwhile: then an act has lost its object, and the story goes on. */
  const perform = async (on: Stage, move: Move): Promise<boolean> => {
    const { reads } = store.read(body);
    const [before, refusals] = [await countsIn(reads), stand.refusals];
    try {
      await act(on, renumbered(move, stand.numbers));
    } catch {
      return false;
    }
    stand.numbers = counted(stand.numbers, before, await countsIn(store.read(body).reads));
    return move.refused === true || stand.refusals === refusals;
  };
  const people = Object.entries(district.persons).map(([key, person]) => ({
    person: personIdOf(district, key),
    name: person.name,
    language: person.language ?? language,
    roles: Object.keys(person.memberships)
      .map((organization) => district.organizations[organization]?.short ?? organization)
      .join(', '),
  }));

  return {
    time: { now: () => instant(stand.now) },
    body,
    name,
    zone,
    language,
    people,
    chapters,
    told: () => stand.told,
    missed: () => stand.missed,
    visitor(person) {
      const found = people.find((each) => each.person === person);
      return (
        found && {
          person: found.person,
          name: found.name,
          language: found.language,
          account: webNameOf(body, found.person),
        }
      );
    },
    open(door, serve, origin) {
      const actor = webActor({ rooms, body, serve, origin });
      stage = trialStage({
        store,
        body,
        door,
        actor,
        turnTo,
        pause,
        nextId,
        refused() {
          stand.refusals += 1;
        },
      });
    },
    next: () =>
      alone(async (on) => {
        const chapter = chapters[stand.told];
        if (chapter === undefined) return;
        const n = stand.told;
        stand.told += 1;
        for (const move of chapter.moves) {
          await until(on, move.at);
          if (!(await perform(on, move)) && !stand.missed.includes(n)) stand.missed = [...stand.missed, n];
        }
      }),
    wind: (to) =>
      alone(async (on) => {
        const plain = instant(stand.now)
          .add({ hours: to === 'hour' ? 1 : 24 })
          .toString();
        await until(on, to === 'hour' || to === 'day' ? plain : ((await coming())[to]?.at ?? plain));
      }),
    coming,
    again: () =>
      alone(async () => {
        await store.clear();
        await begin();
        await rooms.stir(body); // other open windows show what is gone
      }),
  };
};
