import type { Door, Room, WebMessage, WebRooms } from '../../core/ports.ts';
import { type Doc, text } from '../../core/texts/doc.ts';
import type { Around } from '../../html/doc.ts';
import { isCard } from '../../html/doc.ts';
import type { Shown, Talk } from '../../html/room.ts';
import { words } from '../../html/words.ts';
import { fileAddress } from './files.ts';
import { SIGN } from './receive.ts';
import { talkIn } from './render.ts';
import { isDirect, pathOf, type Visitor } from './visitor.ts';

/** A page shows so many messages; older ones are a click away. */
const MOST = 60;

/** What stands in a message: a Doc, or one with what else is to be known of it. */
type Content = { doc: Doc; about?: string; label?: 'non-public' };
const contentOf = (content: WebMessage['content']): Content | undefined => {
  if (content === undefined) return undefined;
  return (Array.isArray(content) ? { doc: content } : content) as Content; // written by us alone
};
export const docIn = (content: WebMessage['content']): Doc | undefined => contentOf(content)?.doc;
const offers = (doc: Doc = []): boolean => doc.some((each) => each.is === 'text' && each.choices !== undefined);
const aboutOf = (message: WebMessage): string => contentOf(message.content)?.about ?? message.name;

export type Looks = { door: Door; rooms: WebRooms; random: () => string };

/** What a visitor sees of messages, whether a page shows them or they come live. */
export const talkOf = async (
  { door, random }: Looks,
  visitor: Visitor,
  room: Room,
  messages: readonly WebMessage[],
): Promise<Talk> => {
  const { base, language, account, body } = visitor;
  const path = pathOf(room.spot.room, body);
  const choosable = messages.filter(({ by, content }) => by === undefined && offers(docIn(content)));
  const picks = choosable.length === 0 ? [] : await door.chosen(account, room.spot, choosable.map(aboutOf));
  const abouts = new Map(messages.map((each) => [each.n, aboutOf(each)]));
  return {
    reader: {
      language,
      zone: room.zone,
      around: (n, chosen): Around => ({
        ...surround(visitor),
        chosen,
        choosing: {
          action: `${base}/choose`,
          hidden: { room: path, on: `${n}`, about: abouts.get(n) ?? '', event: random() },
        },
      }),
    },
    chosen: new Map(choosable.map(({ n }, i) => [n, picks[i] ?? []])),
    edit: (n, revision) => ({
      action: `${base}/edit`,
      hidden: { room: path, n: `${n}`, revision: `${revision}`, event: random() },
    }),
    ...(!isDirect(room) && {
      reply: (n) => ({ action: `${base}/say`, hidden: { room: path, under: `${n}`, event: random() } }),
    }),
  };
};
export const surround = ({ language, base }: Visitor): Around => ({
  language,
  sign: SIGN,
  file: (ref) => fileAddress(base, ref),
});

/**
 * Messages as they are shown, without what belongs below others. Nothing that is not public is said where guests are; but some
 * may have become guests after it was.
 */
export const shownAs = async (
  { door }: Looks,
  { account, language }: Visitor,
  { guest }: Room,
  messages: readonly WebMessage[],
  seen: number,
): Promise<readonly Shown[]> => {
  const accounts = [...new Set(messages.flatMap(({ by }) => (by === undefined ? [] : [by])))];
  const names = new Map(
    await Promise.all(
      accounts.map(async (id) => [id, await door.named({ connection: account.connection, id })] as const),
    ),
  );
  return messages.map((message): Shown => {
    const { n, at, by, under, content, revision } = message;
    const kept = contentOf(content);
    const doc = guest === true && kept?.label === 'non-public' ? [text(words(language).notForGuests)] : kept?.doc;
    const inThread = under !== undefined;
    return {
      n,
      at,
      isNew: n > seen && by !== account.id,
      ...(by !== undefined && { by: { name: names.get(by) ?? '', own: by === account.id } }),
      ...(doc !== undefined && { doc }),
      ...(doc !== undefined && by !== undefined && revision > 1 && { edited: true as const }),
      ...(doc !== undefined && by === account.id && { own: { revision, text: talkIn(doc) } }),
      ...(!inThread && doc !== undefined && by === undefined && isCard(doc) && { thread: [] }),
    };
  });
};

export type RoomLook = { talk: Talk; shown: readonly Shown[]; first: number | undefined; more: boolean };
/** A room's newest messages, threads below their roots. */
export const lookAt = async (looks: Looks, visitor: Visitor, room: Room, before?: number): Promise<RoomLook> => {
  const { rooms } = looks;
  const [latest, seen] = await Promise.all([
    rooms.last(room.body, room.spot.room, MOST, before),
    rooms.seen(room.body, visitor.account.id, room.spot.room),
  ]);
  const here = new Set(latest.map(({ n }) => n));
  const roots = await Promise.all(
    [...new Set(latest.flatMap(({ under }) => (under === undefined || here.has(under) ? [] : [under])))].map((n) =>
      rooms.byNumber(room.body, n),
    ),
  );
  const all = [...roots.flatMap((root) => root ?? []), ...latest].toSorted((a, b) => a.n - b.n);
  const shown = await shownAs(looks, visitor, room, all, seen);
  const below = Map.groupBy(all, ({ under }) => under);
  const byNumber = new Map(shown.map((each) => [each.n, each]));
  const top = (below.get(undefined) ?? []).flatMap(({ n }) => {
    const it = byNumber.get(n);
    if (it === undefined) return [];
    const replies = (below.get(n) ?? []).flatMap((reply) => byNumber.get(reply.n) ?? []);
    return [replies.length === 0 && it.thread === undefined ? it : { ...it, thread: replies }];
  });
  return {
    talk: await talkOf(looks, visitor, room, all),
    shown: top,
    first: latest[0]?.n,
    more: latest.length === MOST,
  };
};
