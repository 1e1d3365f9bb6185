import type { Inbound } from '../../core/messages.ts';
import type { ConnectionId } from '../../core/model/place.ts';

/** What this platform would send. `to` quotes a message; `thread` is the message that a conversation hangs on. */
export type Payload = { event: string; user: string; room: string; thread?: string; direct?: true } & (
  | { type: 'typed'; text: string; to?: string; message?: string }
  | { type: 'clicked'; on: string; button: string; was?: string }
  | { type: 'polled'; on: string; all: readonly string[] }
  | { type: 'submitted'; form: string; version: number; values: Readonly<Record<string, string>> }
  | { type: 'edited'; message: string; text: string }
  | { type: 'deleted'; message: string }
);
/** What sets a command apart from talk. Alone with the bot one need not write it. */
export const SIGN = '!ak';

/** `about`: what the quoted or clicked message says of itself, as a platform hands it back with the event. */
export const receive = (connection: ConnectionId, payload: Payload, about?: string): Inbound => {
  const message = (id: string) => ({ connection, id });
  const { event, user, room, thread, direct } = payload;
  const itself = about === undefined ? {} : { about };
  const from = {
    id: event,
    by: { connection, id: user },
    at: { connection, room, ...(thread !== undefined && { thread }), ...(direct && { direct }) },
  };
  switch (payload.type) {
    case 'clicked':
      return {
        ...from,
        kind: 'choice',
        on: message(payload.on),
        ...itself,
        picked: [payload.button],
        dropped: payload.was === undefined ? [] : [payload.was],
      };
    case 'polled':
      return { ...from, kind: 'choice', on: message(payload.on), ...itself, picked: payload.all, dropped: 'rest' };
    case 'submitted':
      return { ...from, kind: 'form', dialog: payload.form, version: payload.version, answers: payload.values };
    case 'edited':
      return { ...from, kind: 'revised', message: message(payload.message), text: payload.text };
    case 'deleted':
      return { ...from, kind: 'withdrawn', message: message(payload.message) };
    case 'typed': {
      const own = payload.message === undefined ? {} : { message: message(payload.message) };
      const [, words] = new RegExp(`^${SIGN}(?:\\s+([\\s\\S]*))?$`, 'i').exec(payload.text) ?? [];
      if (payload.text.toLowerCase().startsWith(SIGN) && words !== undefined)
        return {
          ...from,
          kind: 'command',
          words,
          ...own,
          ...(payload.to !== undefined && { quoting: message(payload.to) }),
        };
      if (payload.text.trim().toLowerCase() === SIGN) return { ...from, kind: 'command', words: 'hilfe', ...own };
      return {
        ...from,
        kind: 'reply',
        text: payload.text,
        ...own,
        ...itself,
        ...(payload.to !== undefined && { to: message(payload.to) }),
      };
    }
  }
};
