import type { Log } from '../../core/ports.ts';
import type { Chats } from './alone.ts';
import { type Client, Refused } from './client.ts';
import { type Stripped, textIn } from './events.ts';
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

/** Who invites us, to what. Undefined if it does not say so. */
export type Invitation = { by: string; isDirect: boolean; isEncrypted: boolean };
export const invitationIn = (state: readonly Stripped[], me: string): Invitation | undefined => {
  const own = state.find(({ type, state_key }) => type === 'm.room.member' && state_key === me);
  if (own === undefined || textIn(own.content, 'membership') !== 'invite') return undefined;
  return {
    by: own.sender,
    isDirect: own.content['is_direct'] === true,
    isEncrypted: state.some(({ type }) => type === 'm.room.encryption'),
  };
};

type Parts = { client: Client; connection: string; me: string; inviters: readonly string[]; chats: Chats; log: Log };
/** Answers invitations: only of those who may, and not into encrypted rooms. Whoever invited reads why we do not come. */
export const invitations = ({ client, connection, me, inviters, chats, log }: Parts) => {
  const mayInvite = globs(inviters);
  /** What the server refuses for good is no reason to come again. */
  const done = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 429 || error.status === 401) throw error;
      log.note('invitation without effect', { connection, status: error.status });
      return false;
    }
  };
  return async (room: string, state: readonly Stripped[]): Promise<void> => {
    const invitation = invitationIn(state, me);
    if (invitation === undefined) return;
    const { by, isDirect, isEncrypted } = invitation;
    const why = isEncrypted ? 'encrypted' : mayInvite(by) ? undefined : 'inviter';
    if (why !== undefined) {
      log.note('invitation refused', { connection, why });
      await done(client.post(roomPath(room, 'leave'), { reason: REASONS[why] }));
      return;
    }
    const server = by.slice(by.indexOf(':') + 1);
    const came = await done(client.post(`join/${encodeURIComponent(room)}`, {}, { via: server, server_name: server }));
    if (came && isDirect) await chats.keep(by, room);
  };
};
/** Read by whoever invited us, and we do not know their language. */
const REASONS = {
  inviter:
    'Diese Einladung darf ich nicht annehmen. Bitte fragen Sie die Koordination. / I may not accept this invitation. Please ask the coordinator.',
  encrypted:
    'In verschlüsselten Räumen kann ich noch nicht mitarbeiten. Bitte laden Sie mich in einen Raum ohne Verschlüsselung ein. / I cannot work in encrypted rooms yet. Please invite me to a room without encryption.',
};
