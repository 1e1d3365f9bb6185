import type { Inbound } from '../../core/messages.ts';
import type { Account, BodyId, ConnectionId } from '../../core/model/place.ts';

/** A room as a page shows it. `thread`: the message that a conversation hangs on. */
export type Where = { body: BodyId; connection: ConnectionId; room: string; direct: boolean; thread?: number };
/** What a page sends. `event`: made by the page, so that what is sent twice counts once. `message`: where it now stands. */
export type Sent = { event: string; by: Account; where: Where } & (
  | { does: 'say'; text: string; message: number; to?: number }
  | { does: 'command'; words: string; message?: number; to?: number }
  | { does: 'choose'; on: number; about?: string; pick: string; was?: string }
  | { does: 'fill'; dialog: string; version: number; answers: Readonly<Record<string, string>> }
  | { does: 'edit'; message: number; text: string }
  | { does: 'delete'; message: number }
);
/** What sets a command apart from talk. */
export const SIGN = '/ak';
/** The words after the sign; undefined if the text is none. */
export const commandIn = (text: string): string | undefined => {
  const [, words] = new RegExp(`^\\s*${SIGN}(?:\\s+([\\s\\S]*))?$`, 'i').exec(text) ?? [];
  return words ?? (text.trim().toLowerCase() === SIGN ? 'hilfe' : undefined);
};

export const messageId = (body: BodyId, n: number): string => `${body}/${n}`;
export const numberIn = (id: string): { body: BodyId; n: number } | undefined => {
  const [, body, n] = /^(body:[^/]*)\/(\d+)$/.exec(id) ?? [];
  return body === undefined ? undefined : { body: body as BodyId, n: Number(n) };
};

export const receive = (sent: Sent): Inbound => {
  const { event, by, where } = sent;
  const { connection, room, direct, thread, body } = where;
  const message = (n: number) => ({ connection, id: messageId(body, n) });
  const from = {
    id: `${by.id}:${event}`, // of this person alone: nobody can send it before them
    by,
    at: {
      connection,
      room,
      ...(direct && { direct: true as const }),
      ...(thread !== undefined && { thread: messageId(body, thread) }),
    },
  };
  switch (sent.does) {
    case 'say': {
      const to = sent.to === undefined ? {} : { to: message(sent.to) };
      return { ...from, kind: 'reply', text: sent.text, message: message(sent.message), ...to };
    }
    case 'command':
      return {
        ...from,
        kind: 'command',
        words: sent.words,
        ...(sent.message !== undefined && { message: message(sent.message) }),
        ...(sent.to !== undefined && { quoting: message(sent.to) }),
      };
    case 'choose':
      return {
        ...from,
        kind: 'choice',
        on: message(sent.on),
        ...(sent.about !== undefined && { about: sent.about }),
        picked: [sent.pick],
        dropped: sent.was === undefined ? [] : [sent.was],
      };
    case 'fill':
      return { ...from, kind: 'form', dialog: sent.dialog, version: sent.version, answers: sent.answers };
    case 'edit':
      return { ...from, kind: 'revised', message: message(sent.message), text: sent.text };
    case 'delete':
      return { ...from, kind: 'withdrawn', message: message(sent.message) };
  }
};
