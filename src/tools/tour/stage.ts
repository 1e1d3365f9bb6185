import { memoryPlatform } from '../../bots/memory/index.ts';
import type { Payload } from '../../bots/memory/receive.ts';
import { render } from '../../bots/memory/render.ts';
import { type Outlet, outlet } from '../../core/deliver.ts';
import { openDoor } from '../../core/handle.ts';
import type { Answer } from '../../core/messages.ts';
import type { ConnectionId } from '../../core/model/place.ts';
import { ok } from '../../core/model/result.ts';
import { type Iso, instant } from '../../core/model/time.ts';
import type { Bot, Door, Log, Store, Time } from '../../core/ports.ts';
import { texts } from '../../core/texts/index.ts';
import { jobs } from '../../core/ticks/index.ts';
import { show } from '../../core/views/index.ts';
import type { District } from '../../districts/format.ts';
import { bodyIdOf, rowsOf } from '../../districts/rows.ts';
import { connectionsIn } from '../../districts/scenes.ts';
import { documents } from '../../documents/index.ts';
import type { Stage, Told } from '../../story/stage.ts';
import type { Event } from './events.ts';

/** More passes than any post needs that waits for another. */
const PASSES = 4;

export type TourStage = Stage & {
  now(): Iso;
  door: Door;
  store: Store;
  take(connection: ConnectionId, payload: Payload, by: string): Promise<Answer>;
};

/** Platforms with the people of a district on them. */
export type Played = {
  bot: Bot;
  /** `label`: what is written on what was clicked. */
  take(payload: Payload, label: string): Promise<Answer>;
  messages(): Promise<readonly Told[]>;
  /** What stands in a message, in lines. */
  read(id: string): Promise<string>;
};
export type MakePlatforms = (district: District, time: Time, log: Log) => Promise<ReadonlyMap<ConnectionId, Played>>;
/** As many in memory as the file names. */
export const inMemory: MakePlatforms = async (district) =>
  new Map(
    connectionsIn(district).map((connection) => {
      const platform = memoryPlatform(connection);
      const bot = platform.bot();
      const messages = async () =>
        platform.messages.map((message) => ({ ...message, clickable: message.text.includes('[') }));
      const read = async (id: string) => platform.messages.find((message) => message.id === id)?.text ?? '';
      return [connection, { bot, take: (payload) => bot.take(payload), messages, read }] as const;
    }),
  );

/** A district on its platforms, with the real door, store and delivery, and a clock to wind. */
export const setStage = async (
  district: District,
  store: Store,
  start: Iso,
  log: Log,
  tell: (event: Event) => void,
  make: MakePlatforms = inMemory,
): Promise<TourStage> => {
  const body = bodyIdOf(district);
  const stand = { now: start };
  const time = { now: () => instant(stand.now) };
  let changes = 0;
  const counted: Store = { ...store, ledger: { commit: async (entry) => noted(await store.ledger.commit(entry)) } };
  const noted = <T extends { is: string }>(committed: T): T => {
    if (committed.is === 'done') changes += 1;
    return committed;
  };
  const platforms = await make(district, time, log);
  const can = (connection: ConnectionId) => platforms.get(connection)?.bot.can ?? [];
  const door = openDoor({ store: counted, documents, time, log, can });
  const arrived: Event[] = [];
  const outlets: { connection: ConnectionId; out: Outlet }[] = [];
  for (const [connection, platform] of platforms) {
    const bot = watched(platform, (event) => void arrived.push({ at: stand.now, ...event }));
    await bot.start(door);
    outlets.push({ connection, out: outlet({ store, bot, log, time }) });
  }
  await store.ledger.commit({
    body,
    cause: 'district',
    expect: [],
    decision: ok({ save: rowsOf(district), posts: [] }),
  });

  const deliver = async (order: (a: Event, b: Event) => number) => {
    for (const { connection, out } of outlets) {
      for (let pass = 0; pass < PASSES && (await store.outbox.due(connection)).length > 0; pass += 1) {
        const fence = await store.lanes.take(connection, 'tour');
        if (fence !== undefined) await out.pass(fence);
        for (const event of arrived.splice(0).toSorted(order)) tell(event);
      }
    }
  };
  const seen = new Map<string, string>();
  /** The button as people see it, or saw it before it went; where several say the same, with the number that it belongs to. */
  const clicked = async (connection: ConnectionId, { on, button }: Clicked): Promise<string> => {
    const { reads } = store.read(body);
    const post = await reads.posts.shownAt({ connection, id: on });
    const place = post && (await reads.places.byId(post.to));
    if (post === undefined || place === undefined) return button;
    const { view } = post;
    const { say } = await show(view.view, view, { reads, words: texts[place.language], now: time.now() });
    for (const block of say) {
      const choice = block.is === 'text' && block.choices?.find(({ pick }) => pick === button);
      if (!choice) continue;
      const number = block.number ?? /E-\d+$/.exec(button)?.[0];
      const label = number === undefined ? choice.label : `${number} ${choice.label}`;
      seen.set(`${on} ${button}`, label);
      return label;
    }
    return seen.get(`${on} ${button}`) ?? button;
  };
  /** What is on its way as a post is not also said to one person alone. */
  const shown = (answer: Answer): string =>
    answer.say === undefined || ('posted' in answer && answer.posted) ? '' : render(answer.say).join('\n');
  return {
    now: () => stand.now,
    turnTo(moment) {
      if (moment > stand.now) stand.now = moment;
    },
    messages: async (connection) => (await platforms.get(connection)?.messages()) ?? [],
    door,
    store,
    body,
    async take(connection, payload, by) {
      const platform = platforms.get(connection);
      if (platform === undefined) throw new Error(`no platform ${connection}`);
      const text = payload.type === 'clicked' ? await clicked(connection, payload) : textOf(payload);
      const answer = await platform.take(payload, text);
      const fields =
        'fields' in answer && answer.fields
          ? `\n${Object.values(answer.fields)
              .map((each) => render(each).join(' '))
              .join('\n')}`
          : '';
      tell({
        at: stand.now,
        place: `${connection}/${payload.room}`,
        kind: kindOf(payload),
        key: payload.event,
        revision: 0,
        by,
        text,
        answer: { kind: answer.kind, text: `${shown(answer)}${fields}` },
      });
      await deliver(byPlace);
      return answer;
    },
    async tick() {
      for (const job of jobs.keys()) {
        const before = changes;
        const key = `tick:${job}:${stand.now}`;
        await door.receive({ id: key, kind: 'tick', job });
        if (changes === before) continue; // most beats find nothing to do, and are no event worth a line
        tell({ at: stand.now, place: '', kind: 'tick', key, revision: 0, by: 'clock', text: job });
        await deliver(byPlaceAndKey);
      }
    },
  };
};

/** Rooms are served at the same time, and which is first is chance: told room by room, each in its own order. */
const byPlace = (a: Event, b: Event): number => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0);
/** What the clock brings about is many things at the same time, too; what others hang on comes first. */
const byPlaceAndKey = (a: Event, b: Event): number =>
  byPlace(a, b) || root(b) - root(a) || a.key.localeCompare(b.key, 'en', { numeric: true });
const root = ({ key }: Event): number => Number(key.startsWith('post:report:'));
type Clicked = Extract<Payload, { type: 'clicked' }>;
const kindOf = (payload: Payload): Event['kind'] => {
  if (payload.type === 'clicked' || payload.type === 'polled') return 'choice';
  return payload.type === 'typed' && payload.text.startsWith('!ak') ? 'command' : 'reply';
};
const textOf = (payload: Exclude<Payload, Clicked>): string => {
  switch (payload.type) {
    case 'polled':
      return payload.all.join(', ');
    case 'submitted':
      return Object.values(payload.values).join(', ');
    case 'deleted':
      return '';
    default:
      return payload.text;
  }
};
/** Sees each message that arrives, as the platform then shows it. */
const watched = ({ bot, read }: Played, tell: (event: Omit<Event, 'at'>) => void): Bot => ({
  ...bot,
  async deliver(part, sent) {
    const ref = await bot.deliver(part, sent);
    const text = await read(ref.id);
    const key = part.id.slice(part.body.length + 1).replace(/\/\d+$/, '');
    tell({
      place: `${ref.connection}/${part.at.room}`,
      kind: sent === undefined ? 'post' : 'edit',
      key,
      revision: part.revision,
      by: 'lotse',
      text,
    });
    return ref;
  },
});
