import type { Payload } from '../bots/memory/receive.ts';
import type { Language, MessageRef } from '../core/model/place.ts';
import { type Iso, Temporal, type Zone } from '../core/model/time.ts';
import type { ViewRef } from '../core/views/refs.ts';
import type { District } from '../districts/format.ts';
import { type Scene, scenesOf } from '../districts/scenes.ts';
import { type Move, otherPeople } from './people.ts';
import type { Stage, Told } from './stage.ts';

/** The heart beats each hour of the day here; in service it beats each minute. */
const HOUR = 60;
const [MORNING, NIGHT] = [6, 20];
/** How long the rooms are watched after the last act: the rest of the deadlines. */
const DAYS_AFTER = 1;
/** How often a person tries to be understood before giving a dialog up. */
const MOST_ANSWERS = 300;

export type Program = { start: Iso; zone: Zone; moves: readonly Move[] };
/** The coordinator enters the sittings, then the story goes on as the file tells it. */
export const programOf = (district: District, seed: number | undefined): Program => {
  const scenes = scenesOf(district);
  const first = scenes[0]?.at ?? '2026-01-05T08:00:00Z';
  const start = Temporal.Instant.from(first).subtract({ minutes: HOUR }).toString();
  return {
    start,
    zone: district.district.zone,
    moves: [...sittingsOf(district, scenes, start), ...(seed === undefined ? scenes : otherPeople(scenes, seed))],
  };
};

/** What people type, in their language. */
const typed = {
  de: { meetingOn: 'sitzung am', place: 'ort' },
  en: { meetingOn: 'meeting on', place: 'place' },
} as const satisfies Record<Language, object>;
const sittingsOf = (district: District, scenes: readonly Scene[], start: Iso): readonly Scene[] => {
  const coordinates = (name: string) =>
    Object.values(district.persons).some(
      (person) =>
        person.name === name && Object.values(person.memberships).some(({ roles }) => roles.includes('coordinator')),
    );
  const who = scenes.find(({ name }) => coordinates(name));
  if (who === undefined) return [];
  const { chapter: _, ...coordinator } = who;
  const words = typed[district.district.language];
  return district.sittings.map(({ organization, when, room, link }, i) => {
    const named = [
      district.organizations[organization]?.name,
      when,
      ...(room === undefined ? [] : [`${words.place}: ${room}`]),
      ...(link === undefined ? [] : [`link: ${link}`]),
    ];
    return {
      ...coordinator,
      at: Temporal.Instant.from(start)
        .add({ minutes: 30 + i })
        .toString(),
      deed: { kind: 'command', words: `${words.meetingOn} ${named.join(' ')}` },
    };
  });
};

/** The hours of the day at which the heart beats, from one moment on and before another, each a full one. */
export const hourly = (from: Iso, to: Iso, zone: Zone): readonly Iso[] => {
  const hours: Iso[] = [];
  const first = Temporal.Instant.from(from).round({ smallestUnit: 'hour', roundingMode: 'ceil' });
  for (let hour = first; Temporal.Instant.compare(hour, to) < 0; hour = hour.add({ minutes: HOUR })) {
    const { hour: local } = hour.toZonedDateTimeISO(zone);
    if (local >= MORNING && local <= NIGHT) hours.push(hour.toString());
  }
  return hours;
};

/** Plays it all, hour by hour and act by act. `chapter` is told when one begins. */
export const play = async (
  stage: Stage,
  { start, zone, moves }: Program,
  chapter: (title: string) => void,
): Promise<void> => {
  let reached = start;
  const until = async (moment: Iso) => {
    for (const hour of hourly(reached, moment, zone)) {
      stage.turnTo(hour);
      await stage.tick();
    }
    reached = moment;
  };
  for (const move of moves) {
    await until(move.at);
    stage.turnTo(move.at);
    await stage.tick(); // in service the minute before has beaten, too
    if (move.chapter !== undefined) chapter(move.chapter);
    await act(stage, move);
  }
  await until(
    Temporal.Instant.from(reached)
      .add({ hours: 24 * DAYS_AFTER })
      .toString(),
  );
};

let events = 0;
export const act = async (stage: Stage, move: Move): Promise<void> => {
  const { by, spot, deed, name, slip } = move;
  const messages = async () =>
    (await stage.messages(by.connection)).filter(({ room }) => room === spot.room).toReversed();
  const payload = (more: object): Payload => {
    events += 1;
    return {
      event: `story-${move.at.replace(/\W/g, '')}-${events}`,
      user: by.id,
      room: spot.room,
      ...(spot.direct && { direct: true }),
      ...more,
    } as Payload;
  };
  const take = async (more: object): Promise<void> => {
    const one = payload(more);
    await stage.take(by.connection, one, name);
    if (slip === 'twice') await stage.take(by.connection, one, name); // the platform delivers the same event again
  };

  switch (deed.kind) {
    case 'command':
      await take({ type: 'typed', text: `!ak ${slip === 'typo' ? mistyped(deed.words) : deed.words}` });
      return;
    case 'choice': {
      const on = await newest(stage, by.connection, await messages(), deed.on, true);
      if (on === undefined) throw new Error(`${move.at}: nothing in ${spot.room} shows ${deed.on}`);
      await take({
        type: 'clicked',
        on: on.id,
        button: deed.pick,
        ...(on.thread !== undefined && { thread: on.thread }),
      });
      return;
    }
    case 'reply': {
      const to =
        deed.to === undefined ? undefined : await newest(stage, by.connection, await messages(), deed.to, false);
      if (deed.to !== undefined && to === undefined)
        throw new Error(`${move.at}: nothing in ${spot.room} shows ${deed.to}`);
      await take({
        type: 'typed',
        text: deed.text,
        ...(to && { to: to.id, ...(to.thread !== undefined && { thread: to.thread }) }),
      });
      return;
    }
    case 'answers': {
      let wrong = slip === 'nonsense';
      for (const [i, text] of [...deed.answers].entries()) {
        if (i > MOST_ANSWERS) return;
        const question = await openQuestion(stage, move);
        if (question === undefined) throw new Error(`${move.at}: nobody asks ${name} anything; left to say: ${text}`);
        const to = { to: question.id, ...(question.thread !== undefined && { thread: question.thread }) };
        if (wrong) {
          wrong = false;
          await take({ type: 'typed', text: '', ...to });
        }
        await take({ type: 'typed', text, ...to }); // what is not understood is asked again
      }
    }
  }
};

const mistyped = (words: string): string => `${words.charAt(1)}${words.charAt(0)}${words.slice(2)}`;
const viewOf = async ({ store, body }: Stage, connection: string, id: string): Promise<ViewRef | undefined> => {
  const ref: MessageRef = { connection, id };
  return (await store.read(body).reads.posts.shownAt(ref))?.view;
};

/** The newest message that is about this number, with something to click if that is wanted; else the newest that names it. */
const newest = async (
  stage: Stage,
  connection: string,
  messages: readonly Told[],
  number: string,
  clickable: boolean,
): Promise<Told | undefined> => {
  const named = messages.filter(({ text }) => new RegExp(`(^|[^\\w-])${number}(?!\\d)`).test(text));
  for (const message of named) {
    const view = await viewOf(stage, connection, message.id);
    const about = view !== undefined && Object.values(view).some((value) => value === number);
    if (about && (!clickable || message.clickable)) return message;
  }
  return named[0];
};

const openQuestion = async (stage: Stage, { person, by }: Move): Promise<Told | undefined> => {
  for (const message of (await stage.messages(by.connection)).toReversed()) {
    const view = await viewOf(stage, by.connection, message.id);
    if (view?.view !== 'question') continue;
    const dialog = await stage.store.read(stage.body).reads.dialogs.byId(view.dialog);
    if (dialog?.person === person && dialog.state === 'open') return message;
  }
  return undefined;
};
