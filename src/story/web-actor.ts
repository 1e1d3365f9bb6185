import type { Payload } from '../bots/memory/receive.ts';
import type { BodyId } from '../core/model/place.ts';
import type { WebRooms } from '../core/ports.ts';
import type { Told } from './stage.ts';

export type Serve = (request: Request) => Promise<Response>;
type Parts = { rooms: WebRooms; body: BodyId; serve: Serve; origin: string };
/** The people of a story on the web rooms: they act through the same addresses as everybody else. */
export type WebActor = {
  /** Whether it was taken: what people may not, or is past, is refused. */
  act(payload: Payload): Promise<boolean>;
  messages(): Promise<readonly Told[]>;
};

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

export const webActor = ({ rooms, body, serve, origin }: Parts): WebActor => {
  const post = async (person: string, path: string, fields: Readonly<Record<string, string>>): Promise<boolean> => {
    const { status } = await serve(
      new Request(`${origin}/as/${person}${path}`, {
        method: 'POST',
        headers: { origin, 'x-lotse': '1' },
        body: new URLSearchParams(fields),
      }),
    );
    return status < 400;
  };
  /** Names of people, rooms and messages all begin with the body's. */
  const short = (name: string): string => name.slice(body.length + 1);
  return {
    async act(payload) {
      const common = { room: short(payload.room), event: payload.event };
      const under = payload.thread === undefined ? {} : { under: short(payload.thread) };
      switch (payload.type) {
        case 'typed': {
          const to = payload.to === undefined ? under : { under: short(payload.to) };
          return post(short(payload.user), '/say', {
            ...common,
            ...to,
            text: payload.text.replace(/^!ak\b/, '/ak'),
          });
        }
        case 'clicked': {
          const standing = await rooms.byNumber(body, Number(short(payload.on)));
          return post(short(payload.user), '/choose', {
            ...common,
            on: short(payload.on),
            about: standing?.name ?? '',
            pick: payload.button,
          });
        }
        default:
          throw new Error(`no story has ${payload.type}`);
      }
    },
    async messages() {
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
