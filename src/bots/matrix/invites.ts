import type { Json } from '../../core/model/result.ts';
import type { Log, Shelf, Timer } from '../../core/ports.ts';
import type { Chats } from './alone.ts';
import { type Client, isFinal, Lost, Refused } from './client.ts';
import { batchIn, fieldIn, type Stripped, textIn } from './events.ts';
import { growing, rester } from './rest.ts';
import { roomPath } from './send.ts';

/** "*:example.org", "@kim:example.org": everything may be a star, nothing else means anything. */
export const globs = (patterns: readonly string[]): ((id: string) => boolean) => {
  const all = patterns.map((each) => {
    const whole = each.startsWith('@') || each.startsWith('*') ? each : `@*:${each}`; // a server alone is everybody there
    return new RegExp(
      `^${whole
        .split('*')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
      'u',
    );
  });
  return (id) => all.some((each) => each.test(id));
};

/** Who invites us, to what. `isKnown`: to where a room of ours was moved. */
export type Invitation = { by: string; isDirect: boolean; isEncrypted: boolean; isKnown?: boolean };
/** Undefined if it does not say so. */
export const invitationIn = (state: readonly Stripped[], me: string): Invitation | undefined => {
  const own = state.find(({ type, state_key }) => type === 'm.room.member' && state_key === me);
  if (own === undefined || textIn(own.content, 'membership') !== 'invite') return undefined;
  return {
    by: own.sender,
    isDirect: own.content['is_direct'] === true,
    isEncrypted: state.some(({ type }) => type === 'm.room.encryption'),
  };
};
const invitationOf = (kept: Json): Invitation | undefined => {
  const by = textIn(kept, 'by');
  const is = (name: string): boolean => fieldIn(kept, name) === true;
  return by === undefined
    ? undefined
    : { by, isDirect: is('isDirect'), isEncrypted: is('isEncrypted'), isKnown: is('isKnown') };
};

const KEPT = 'invited/';
/** Kept once those who invited us before we listened at all were asked for. */
const ASKED = 'invitations';
const restAfter = growing(1_000, 600_000);
/** Servers that must ask others, and those who look through a thousand rooms, take their time. */
const LONG_MS = 60_000;

type Parts = {
  client: Client;
  shelf: Shelf;
  later: Timer;
  connection: string;
  me: string;
  inviters: readonly string[];
  chats: Pick<Chats, 'keep' | 'expect' | 'with'>;
  log: Log;
};
export type Invitations = ReturnType<typeof invitations>;
/**
 * Answers invitations: only of those who may, and not into encrypted rooms. Whoever invited reads why we do not come. A
 * homeserver shows each once and bears only a few joins a minute, so that they are kept, and answered beside everything else.
 */
export const invitations = ({ client, shelf, later, connection, me, inviters, chats, log }: Parts) => {
  const mayInvite = globs(inviters);
  const open = new Map<string, Invitation>();
  let stopped = false;
  let working = false;
  /** The server bears no more for now. */
  let busy = false;
  /** One has come that was not tried yet. */
  let fresh = false;
  const between = rester(later);
  const asking = rester(later);

  const answer = async (room: string, { by, isDirect, isEncrypted, isKnown }: Invitation): Promise<void> => {
    const may = isKnown || mayInvite(by);
    let why: keyof typeof REASONS | undefined =
      may && isEncrypted ? (isDirect ? 'chat' : 'encrypted') : may ? undefined : 'inviter';
    if (why !== undefined) {
      // clients encrypt what one makes to be alone with somebody, and few can be told not to
      if (why === 'chat')
        await chats.with(by).catch((error: unknown) => {
          if (!isFinal(error)) throw error;
          why = 'encrypted';
        });
      log.note('invitation refused', { connection, why });
      return refuse(client, room, why);
    }
    if (isDirect) await chats.expect(by, room); // before the first word there is heard
    const server = by.slice(by.indexOf(':') + 1);
    await client.post(`join/${encodeURIComponent(room)}`, {}, { via: server, server_name: server }, LONG_MS);
    if (isDirect) await chats.keep(by, room);
  };
  const answered = async (room: string, invitation: Invitation): Promise<number | undefined> => {
    try {
      await answer(room, invitation);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Lost)) throw error;
      // what is refused for good is no reason to come again: perhaps it was taken back
      if (!isFinal(error)) return error instanceof Refused ? (error.afterMs ?? 0) : 0;
      log.note('invitation without effect', { connection });
    }
    if (open.get(room) === invitation) {
      await shelf.write({ [KEPT + room]: null });
      open.delete(room);
    }
    return undefined;
  };
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    for (let tries = 0; open.size > 0 && !stopped; tries = fresh ? 0 : tries + 1) {
      busy = false;
      fresh = false;
      let wait = restAfter(tries);
      for (const [room, invitation] of [...open]) {
        if (stopped) break;
        const afterMs = await answered(room, invitation).catch((error: unknown) => {
          log.bug(`invitation ${connection}`, error);
          return 0;
        });
        if (afterMs === undefined) tries = 0;
        if (afterMs !== undefined && afterMs > 0) {
          wait = afterMs; // so busy for all of them
          busy = true;
          break;
        }
      }
      if (open.size > 0 && !stopped && (busy || !fresh)) await between.rest(wait);
    }
    working = false;
  };
  const take = (kept: Readonly<Record<string, Json>>): void => {
    for (const [key, value] of Object.entries(kept)) {
      const invitation = key.startsWith(KEPT) ? invitationOf(value) : undefined;
      if (invitation === undefined) continue;
      open.set(key.slice(KEPT.length), invitation);
      fresh = true;
    }
    if (fresh && !busy) between.wake();
    void work();
  };
  const toKeep = (all: ReadonlyMap<string, readonly Stripped[]>): Readonly<Record<string, Json>> =>
    Object.fromEntries(
      [...all].flatMap(([room, state]) => {
        const invitation = invitationIn(state, me);
        return invitation === undefined ? [] : [[KEPT + room, invitation] as const];
      }),
    );
  /** Those that had come before we began to listen, which takes a server with many rooms a while. */
  const earlier = async (): Promise<void> => {
    for (let tries = 0; !stopped; tries += 1) {
      try {
        const answer = await client.ask('sync', { filter: EVERYBODY, timeout: 0 }, LONG_MS);
        const batch = batchIn(answer);
        if (batch === undefined) throw new Lost('no batch');
        const kept = toKeep(batch.invite);
        if ((await shelf.write({ ...kept, [ASKED]: true })) === 'done') take(kept);
        return;
      } catch (error) {
        if (!(error instanceof Refused || error instanceof Lost)) log.bug(`invitations ${connection}`, error);
        await asking.rest(restAfter(tries));
      }
    }
  };

  return {
    toKeep,
    take,
    /** What was not answered yet is. */
    async begin(): Promise<void> {
      take(await shelf.read(KEPT));
      if ((await shelf.read(ASKED))[ASKED] === undefined) void earlier();
    },
    /** Goes where a room was moved to; if the server does not let us in, we wait to be invited. */
    async enter(room: string, by: string): Promise<void> {
      const kept = { [KEPT + room]: { by, isDirect: false, isEncrypted: false, isKnown: true } };
      if ((await shelf.write(kept)) === 'done') take(kept);
    },
    /** Taken back, or we are in by now. */
    async over(room: string): Promise<void> {
      if (open.delete(room)) await shelf.write({ [KEPT + room]: null });
    },
    stop(): void {
      stopped = true;
      between.wake();
      asking.wake();
    },
  };
};
/** No rooms, and yet the invitations: Synapse hides them only from whoever wants to know nothing of people either. */
const EVERYBODY = JSON.stringify({ room: { rooms: [] }, account_data: { types: [] } });

/** Not to come, or to go; whoever invited us reads why. */
export const refuse = async (client: Client, room: string, why: keyof typeof REASONS): Promise<void> => {
  await client.post(roomPath(room, 'leave'), { reason: REASONS[why] });
};
/** Read by whoever invited us, and we do not know their language. */
export const REASONS = {
  inviter:
    'Diese Einladung darf ich nicht annehmen. Bitte fragen Sie die Koordination. / I may not accept this invitation. Please ask the coordinator.',
  encrypted:
    'In verschlüsselten Räumen kann ich noch nicht mitarbeiten. Bitte laden Sie mich in einen Raum ohne Verschlüsselung ein. / I cannot work in encrypted rooms yet. Please invite me to a room without encryption.',
  chat: 'In verschlüsselten Räumen kann ich noch nicht mitarbeiten. Ich habe Sie in einen Direktchat ohne Verschlüsselung eingeladen. / I cannot work in encrypted rooms yet. I have invited you to a direct chat without encryption.',
  successor:
    'Dieser Raum ist nicht der Nachfolger des Raums, den ich kenne. / This room is not the successor of the room that I know.',
};
