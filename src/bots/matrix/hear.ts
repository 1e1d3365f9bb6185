import type { Inbound, PlaceChange } from '../../core/messages.ts';
import type { ConnectionId, MessageRef, TooLow } from '../../core/model/place.ts';
import type { Door, Log, Timer } from '../../core/ports.ts';
import { type Doc, text } from '../../core/texts/doc.ts';
import { commandIn } from './addressed.ts';
import type { Chats } from './alone.ts';
import type { Answers, Asked } from './answers.ts';
import { type Client, isFinal, Lost, Refused } from './client.ts';
import { type Event, textIn } from './events.ts';
import { type Invitations, REASONS, refuse } from './invites.ts';
import { markIn, pickOf, typedIn } from './picks.ts';
import { type Heard, receive, refTo } from './receive.ts';
import type { Rooms } from './rooms.ts';
import type { Self } from './self.ts';
import { OURS, type Picks, roomPath, type Sending } from './send.ts';
import { Again, type Happened } from './sync.ts';
import type { upgrades } from './upgrades.ts';

/** Whoever waits longer sees that we are at it. */
const TYPING_AFTER_MS = 1_000;
const TYPING_MS = 10_000;
/** So often a message is looked up that somebody has reacted to, before that is passed over. */
const LOOKS = 8;

type Parts = {
  client: Client;
  connection: ConnectionId;
  self: Self;
  rooms: Rooms;
  sending: Pick<Sending, 'picksOn' | 'lastIn' | 'forget'>;
  answers: Pick<Answers, 'give' | 'alone'>;
  chats: Pick<Chats, 'keep' | 'whose'>;
  changed: PlaceChanged;
  invitations: Pick<Invitations, 'over'>;
  upgrades: ReturnType<typeof upgrades>;
  later: Timer;
  log: Log;
  bring: Bring;
};
/** `room`: as it is called here. */
export type PlaceChanged = (id: string, room: string, change: PlaceChange) => Promise<void>;
export type Bring = (inbound: Inbound) => Promise<Awaited<ReturnType<Door['receive']>>>;
/** Through the door; throws Again where nothing could be saved, or once we have been stopped. */
export const bringing =
  (door: () => Pick<Door, 'receive'> | undefined): Bring =>
  async (inbound) => {
    const answer = await door()?.receive(inbound);
    if (answer === undefined || answer.kind === 'failed') throw new Again('nothing was saved');
    return answer;
  };

/** What happens in rooms. */
export const hearing = (parts: Parts) => {
  const {
    client,
    connection,
    self,
    rooms,
    sending,
    answers,
    chats,
    invitations,
    upgrades,
    later,
    log,
    bring,
    changed,
  } = parts;
  const { me } = self;
  /** `otherwise`: said where there is nothing else to say. */
  const ask = async (inbound: Inbound, asked: Asked, otherwise?: Doc): Promise<void> => {
    const typing = (is: boolean): void => {
      const wish = { typing: is, ...(is && { timeout: TYPING_MS }) };
      void client.put(roomPath(asked.room, 'typing', me), wish).catch(() => {}); // only a courtesy
    };
    let isTyping = false;
    const callOff = later(TYPING_AFTER_MS, () => {
      isTyping = true;
      typing(true);
    });
    try {
      const answer = await bring(inbound);
      const isMute = answer.kind === 'done' && answer.say === undefined;
      answers.give(isMute && otherwise ? { kind: 'refused', say: otherwise } : answer, asked);
    } finally {
      callOff();
      if (isTyping) typing(false);
    }
  };
  const looks = new Map<string, number>();
  /** Undefined if it is none of ours, or if nobody can say. */
  const picksOn = (event: Event, on: MessageRef): Promise<Picks | undefined> =>
    lookedUp(event, () => sending.picksOn(on));
  const lookedUp = async <T>(event: Event, look: () => Promise<T | undefined>): Promise<T | undefined> => {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Lost)) throw error;
      if (isFinal(error)) return undefined;
      const count = (looks.get(event.event_id) ?? 0) + 1;
      if (looks.size > 1_000) looks.clear();
      looks.set(event.event_id, count);
      if (count < LOOKS) throw error;
      log.note('answer to what cannot be looked up', { connection });
      return undefined;
    }
  };
  /** The number of a choice instead of its word, to the post that offers it: the core knows no numbers but those of a poll. */
  const typed = async (
    { id, by, at, text: said, to, message }: Extract<Inbound, { kind: 'reply' }>,
    { room, event, thread, direct }: Omit<Asked, 'kind'>,
  ): Promise<Inbound | undefined> => {
    if (markIn(said) === undefined) return undefined;
    const root = thread === undefined ? undefined : refTo(connection, room, thread);
    const on = to ?? (direct ? await lookedUp(event, () => sending.lastIn(room, thread)) : root);
    const found = on && (await picksOn(event, on));
    const pick = found && typedIn(found.picks, said);
    if (on === undefined || found === undefined || pick === undefined) return undefined;
    return {
      id,
      by,
      at,
      kind: 'choice',
      on,
      about: found.about,
      picked: [pick],
      dropped: [],
      ...(message && { message }),
    };
  };
  /** Whoever types a command waits for an answer: where we may not write, they get it elsewhere, and nothing is done. */
  const muteFor = async (heard: Heard, { room, direct }: Omit<Asked, 'kind'>): Promise<TooLow | undefined> =>
    heard.is === 'inbound' && heard.inbound.kind === 'command' && !direct ? rooms.lack(room) : undefined;
  const one = async (room: string, event: Event): Promise<void> => {
    if (event.type === 'm.room.tombstone') return upgrades.replaced(room, event);
    const direct = await rooms.isDirect(room);
    const heard = receive(event, { connection, room, direct, ...self });
    if (heard === undefined) return;
    const isInThread = textIn(event.content, 'm.relates_to', 'rel_type') === 'm.thread';
    const thread = isInThread ? textIn(event.content, 'm.relates_to', 'event_id') : undefined;
    const asked = { room, event, direct, ...(thread !== undefined && { thread }) };
    if (await rooms.isEncrypted(room)) {
      // what stands in clear there is not to be relied on, and an answer there would be read by everybody on the way
      if (heard.is === 'inbound' && heard.inbound.kind === 'command')
        answers.alone([text(REASONS.encrypted)], { ...asked, kind: 'command' });
      return;
    }
    const lack = await muteFor(heard, asked);
    if (lack !== undefined) return answers.alone([text(mute(lack))], { ...asked, kind: 'command' });
    if (heard.is === 'inbound' && heard.inbound.kind === 'reply') {
      const chosen = await typed(heard.inbound, asked);
      return ask(chosen ?? heard.inbound, { ...asked, kind: 'reply' });
    }
    if (heard.is === 'inbound') {
      const edited = heard.inbound.kind === 'revised' ? textIn(event.content, 'm.relates_to', 'event_id') : undefined;
      const isCommand = heard.inbound.kind === 'revised' && commandIn(heard.inbound.text, {}, self) !== undefined;
      return ask(
        heard.inbound,
        { ...asked, kind: heard.inbound.kind, ...(edited !== undefined && { edited }) },
        isCommand ? [text(ONCE)] : undefined,
      );
    }
    const found = await picksOn(event, heard.on);
    if (heard.is === 'vote') {
      if (found !== undefined) await ask(heard.inbound(found.about), { ...asked, kind: 'choice' });
      return;
    }
    const pick = found && pickOf(found.picks, heard.emoji);
    if (found !== undefined && pick !== undefined)
      await ask(heard.inbound(pick, found.about), { ...asked, kind: 'choice' });
  };

  const powerIn = async (room: string, id: string): Promise<void> => {
    const lack = await rooms.lack(room);
    await changed(`${id}:power`, room, lack === undefined ? { is: 'able' } : { is: 'lacks', lack });
  };
  /** What must be known before anything more is said there. */
  const noticed = async (room: string, events: readonly Event[]): Promise<void> => {
    if (events.some(({ state_key }) => state_key !== undefined)) rooms.changed(room);
    for (const { type, redacts, content } of events) {
      const gone = type === 'm.room.redaction' ? (redacts ?? textIn(content, 'redacts')) : undefined;
      if (gone !== undefined) sending.forget(refTo(connection, room, gone));
    }
    const power = events.findLast(({ type, state_key }) => type === 'm.room.power_levels' && state_key === '');
    if (power !== undefined) await powerIn(room, power.event_id);
    const encryption = events.find(({ type, state_key }) => type === 'm.room.encryption' && state_key !== undefined);
    if (encryption === undefined) return;
    await rooms.seenEncrypted(room);
    await changed(encryption.event_id, room, { is: 'encrypted' });
  };
  /** We have come in, perhaps again. Not if we do not stay. */
  const entered = async (room: string, { event_id }: Event): Promise<boolean> => {
    await invitations.over(room);
    const why = (await rooms.isEncrypted(room))
      ? 'encrypted'
      : (await upgrades.follow(room)) === 'wrong'
        ? 'successor'
        : '';
    if (why !== '') {
      log.note('room left again', { connection, why });
      await refuse(client, room, why);
      return false;
    }
    const creation = await rooms.creation(room);
    const person = creation?.sender === me ? textIn(creation.content, OURS, 'chat') : undefined;
    if (person !== undefined) await chats.keep(person, room);
    await changed(event_id, room, { is: 'joined' });
    await powerIn(room, event_id);
    return true;
  };

  /** Whoever does not want to be alone with us has gone, or not come: they are not called again and again. */
  const isFarewell = async (room: string, { type, state_key, content }: Event): Promise<boolean> => {
    if (type !== 'm.room.member' || state_key === undefined || state_key === me) return false;
    const isGone = content['membership'] === 'leave' || content['membership'] === 'ban';
    return isGone && (await chats.whose(room)) === state_key;
  };

  return {
    noticed,
    again: one,
    /** One event after the other, as they happened. */
    async inRoom(room: string, { events, state, entry }: Happened): Promise<void> {
      await noticed(room, [...state, ...events, ...(entry ? [entry] : [])]);
      const isAbout = entry !== undefined || events.some(({ sender }) => sender !== me);
      if (isAbout && (await rooms.isSpace(room))) return entry && invitations.over(room);
      if (entry !== undefined && !(await entered(room, entry))) return;
      for (const event of events) {
        if (await isFarewell(room, event)) await changed(event.event_id, room, { is: 'removed' });
        else if (event.sender !== me) await one(room, event);
      }
    },
    missed: (room: string, since: string) => changed(`missed:${room}:${since}`, room, { is: 'missed' }),
    /** We are in it no more. Where we went ourselves, or never were, nobody need be told. */
    async left(room: string, events: readonly Event[]): Promise<void> {
      rooms.changed(room);
      await invitations.over(room);
      const own = events.findLast(({ type, state_key }) => type === 'm.room.member' && state_key === me);
      if (own === undefined || own.sender === me) return;
      if ((textIn(own.unsigned, 'prev_content', 'membership') ?? 'join') !== 'join') return;
      await changed(own.event_id, room, { is: 'removed' });
    },
  };
};

/** Read by whoever corrected a slip in it. */
const ONCE =
  'Diese Änderung bewirkt nichts. Möchten Sie etwas anderes, schreiben Sie den Befehl bitte noch einmal. / This edit changes nothing. If you want something else, please write the command once more.';
/** Read by whoever typed it; their language is not known here. */
const mute = ({ has, needs }: TooLow): string =>
  `In diesem Raum darf ich nicht schreiben, darum habe ich nichts getan: Meine Berechtigungsstufe dort ist ${has}, nötig ist ${needs}. Bitte geben Sie mir in den Einstellungen des Raums mindestens die Stufe ${needs} und schreiben Sie es dann noch einmal. / I may not write in that room, so I have done nothing: my power level there is ${has}, and ${needs} is needed. Please give me at least level ${needs} in the settings of the room, and write it once more.`;
