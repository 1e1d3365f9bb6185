import type { Payload } from '../bots/memory/receive.ts';
import type { BodyId } from '../core/model/place.ts';
import type { Iso } from '../core/model/time.ts';
import type { Door, Store, WebRooms } from '../core/ports.ts';
import { jobs } from '../core/ticks/index.ts';
import type { Stage, Told } from '../story/stage.ts';

export type Serve = (request: Request) => Promise<Response>;
type Parts = {
  store: Store;
  rooms: WebRooms;
  body: BodyId;
  door: Door;
  serve: Serve;
  origin: string;
  turnTo(moment: Iso): void;
  pause(ms: number): Promise<void>;
  nextId(): string;
};
const SETTLED_MS = 25;
const PATIENCE = 400;
/** Further back no story looks. */
const MOST = 400;

type Inline = string | Readonly<Record<string, unknown>>;
/** What stands in a message, as one would read it. */
const textIn = (content: unknown): string => {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(textIn).join(' ');
  if (typeof content !== 'object' || content === null) return '';
  const { text, strong, command, name, said, words, items, rows, fields, doc } = content as Readonly<
    Record<string, Inline>
  >;
  return [text, strong, command, name, said, words, items, rows, fields, doc].map(textIn).join(' ').trim();
};
const clickable = (content: unknown): boolean => JSON.stringify(content ?? '').includes('"choices"');

/** The web rooms as the stage of a story: its people act through the same addresses as everybody else. */
export const webStage = ({ store, rooms, body, door, serve, origin, turnTo, pause, nextId }: Parts): Stage => {
  const settled = async (): Promise<void> => {
    for (let i = 0; i < PATIENCE && (await store.outbox.due('web')).length > 0; i += 1) await pause(SETTLED_MS);
  };
  const post = (person: string, path: string, fields: Readonly<Record<string, string>>) =>
    serve(
      new Request(`${origin}/as/${person}${path}`, {
        method: 'POST',
        headers: { origin, 'x-lotse': '1' },
        body: new URLSearchParams(fields),
      }),
    );
  const short = (name: string): string => name.slice(body.length + 1);
  const numberOf = (message: string): string => message.slice(body.length + 1);

  const act = async (payload: Payload): Promise<void> => {
    const person = short(payload.user);
    const common = { room: short(payload.room), event: payload.event };
    const under = payload.thread === undefined ? {} : { under: numberOf(payload.thread) };
    switch (payload.type) {
      case 'typed': {
        const to = payload.to === undefined ? under : { under: numberOf(payload.to) };
        await post(person, '/say', { ...common, ...to, text: payload.text.replace(/^!ak\b/, '/ak') });
        return;
      }
      case 'clicked': {
        const standing = await rooms.byNumber(body, Number(numberOf(payload.on)));
        await post(person, '/choose', {
          ...common,
          on: numberOf(payload.on),
          about: standing?.name ?? '',
          pick: payload.button,
        });
        return;
      }
      default:
        throw new Error(`no story has ${payload.type}`);
    }
  };
  return {
    store,
    body,
    turnTo,
    async tick() {
      for (const job of jobs.keys()) await door.receive({ id: nextId(), kind: 'tick', job });
      await settled();
    },
    async take(_, payload) {
      await act(payload);
      await settled();
    },
    async messages(): Promise<readonly Told[]> {
      const all = await rooms.last(body, undefined, MOST);
      return all
        .filter(({ content, by }) => content !== undefined && by === undefined)
        .map(({ n, room, content, under }) => ({
          id: `${body}/${n}`,
          room,
          text: textIn(content),
          clickable: clickable(content),
          ...(under !== undefined && { thread: `${body}/${under}` }),
        }));
    },
  };
};
