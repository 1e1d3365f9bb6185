import type { Payload } from '../../bots/memory/receive.ts';
import type { Told } from '../../story/stage.ts';
import { type personOn, readingOn } from '../matrix/people.ts';
import type { Seen } from '../matrix/room.ts';
import type { MatrixRooms } from './matrix-rooms.ts';

/** The people of a story in Matrix rooms: they do what people do in Element, and answer which event that became. */
export const matrixActor = ({ people, rooms }: Pick<MatrixRooms, 'people' | 'rooms'>, bot: string) => {
  const named = new Map(rooms.flatMap(({ id, name }) => (name === undefined ? [] : [[name, id] as const])));
  const roomOf = (name: string): string => named.get(name) ?? name;
  const readers = new Map(rooms.map(({ id, by }) => [id, readingOn(by, id)]));
  /** What was last read of each room that has not changed since. */
  const known = new Map<string, readonly Seen[]>();
  const look = async (room: string): Promise<readonly Seen[]> => {
    const before = known.get(room);
    if (before !== undefined) return before;
    const now = (await readers.get(room)?.()) ?? [];
    known.set(room, now);
    return now;
  };
  const messageAt = async (id: string): Promise<Seen | undefined> => {
    const { room, event } = partsOf(id);
    return (await look(room)).find((seen) => seen.id === event);
  };
  let choices = 0;
  /** By a reaction where the message shows one for it, and each second time in words. */
  const chooses = async (
    person: ReturnType<typeof personOn>,
    { room, on, button, thread }: Extract<Payload, { type: 'clicked' }>,
    label: string,
  ): Promise<string> => {
    const { event } = partsOf(on);
    const at = roomOf(room);
    const mark = markOf((await messageAt(on))?.body ?? '', button, label);
    choices += 1;
    if (mark !== undefined && choices % 2 === 1) return person.reacts(at, event, mark);
    // in the thread of the card; where many stand in one, to this one
    return thread === undefined
      ? person.repliesInThread(at, event, label)
      : person.repliesWithin(at, partsOf(thread).event, event, label);
  };

  return {
    /** Something there is new. */
    changed: (room: string): void => void known.delete(roomOf(room)),
    /** `label`: what is written on the button that is clicked. */
    async act(payload: Payload, label: string): Promise<string> {
      const person = people.get(payload.user);
      if (person === undefined) throw new Error(`nobody is ${payload.user}`);
      const { thread } = payload;
      const room = roomOf(payload.room);
      try {
        if (payload.type === 'clicked') return await chooses(person, payload, label);
        if (payload.type !== 'typed') throw new Error(`no story has ${payload.type}`);
        // alone with the bot nobody writes the sign
        const text = payload.direct ? payload.text.replace(/^!ak /, '') : payload.text;
        const root = thread && partsOf(thread).event;
        const to = payload.to && partsOf(payload.to).event;
        if (payload.direct)
          return await (root === undefined ? person.says(room, text) : person.repliesInThread(room, root, text, to));
        if (to === undefined) return await person.says(room, text);
        return await (root === undefined ? person.replies(room, to, text) : person.repliesWithin(room, root, to, text));
      } finally {
        known.delete(room);
      }
    },
    async messages(): Promise<readonly Told[]> {
      const all = await Promise.all(rooms.map(async (room) => [room, await look(room.id)] as const));
      return all.flatMap(([{ id: room, name = room }, seen]) =>
        seen
          .filter(({ sender }) => sender === bot)
          .map(({ id, body, thread }) => ({
            id: `${room}/${id}`,
            room: name,
            text: body,
            clickable: /\[|[\u20E3\u{1F51F}\u{1F1E6}-\u{1F1FF}]/u.test(body),
            ...(thread !== undefined && { thread: `${room}/${thread}` }),
          })),
      );
    },
    read: async (id: string): Promise<string> => (await messageAt(id))?.body ?? '',
    look,
  };
};

const partsOf = (id: string): { room: string; event: string } => {
  const at = id.lastIndexOf('/$');
  return { room: id.slice(0, at), event: id.slice(at + 1) };
};
/** The emoji that stands before the words; a number's keycap chooses the first that is offered there. */
const markOf = (body: string, button: string, label: string): string | undefined => {
  const [, number] = /^(\d):yes$/.exec(button) ?? [];
  if (number !== undefined) return `${number}\uFE0F\u20E3`;
  const offered = body.split(/\n| · /).find((each) => each.endsWith(` ${label}`));
  const mark = offered?.slice(0, -label.length - 1);
  return mark !== undefined && /^(\d\uFE0F\u20E3|\u{1F51F}|[\u{1F1E6}-\u{1F1FF}])$/u.test(mark) ? mark : undefined;
};
