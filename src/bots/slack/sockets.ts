import { SocketModeClient } from '@slack/socket-mode';
import type { Log, Timer } from '../../core/ports.ts';
import { fieldIn, textIn } from './json.ts';
import type { Take } from './listen.ts';
import { silent } from './silent.ts';

/** Slack ends each connection every few hours: with two, one is always there. */
const CONNECTIONS = 2;
/** Before the next try, longer each time; a connection that held for a while begins anew. */
const REST_MS = 250;
const LONGEST_REST_MS = 60_000;
const HELD_MS = 10_000;
type Parts = {
  appToken: string;
  apiUrl?: string;
  take: Take;
  now: () => number;
  later: Timer;
  log: Log;
  connection: string;
};
type Envelope = { ack(response?: unknown): Promise<void>; body: Readonly<Record<string, unknown>> };

/** One connection, for as long as it lasts. `leaving`: Slack will end it soon, and brings nothing new. */
class Socket extends SocketModeClient {
  /** The library would hang up at once, on everything not yet acknowledged; and it fails in the dark at what it cannot read. */
  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const it = typeof data === 'string' ? objectIn(data) : undefined;
    const type = textIn(it, 'type');
    if (type === 'disconnect') this.emit('leaving', textIn(it, 'reason'));
    else if (type === 'hello') await super.onWebSocketMessage(data, isBinary);
    else if (objectIn(fieldIn(it, 'payload')) !== undefined && (type !== 'events_api' || isNamed(it)))
      await super.onWebSocketMessage(data, isBinary);
    else {
      const envelope = textIn(it, 'envelope_id'); // what cannot be read is not better when it comes again
      if (envelope !== undefined) this.websocket?.send(JSON.stringify({ envelope_id: envelope }), () => {});
    }
  }
}
const objectIn = (value: unknown): object | undefined => {
  try {
    const it: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    return typeof it === 'object' && it !== null && !Array.isArray(it) ? it : undefined;
  } catch {
    return undefined;
  }
};
/** It calls out each event under its name, and some names mean something to itself. */
const isNamed = (it: unknown): boolean => /^[a-z]+_|^message$/.test(textIn(it, 'payload', 'event', 'type') ?? '');

/**
 * Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode). Whatever Slack does, we come again, more and more slowly; it is
 * told once, and once when it works again.
 */
export const sockets = ({ appToken, apiUrl, take, now, later, log, connection }: Parts) => {
  let stopped = false;
  let trouble = false;
  const open = new Set<Socket>();
  const underway = new Set<Promise<void>>();

  const heard = async ({ ack, body }: Envelope): Promise<void> => {
    const { acked, response } = await take(body);
    // a connection that has gone meanwhile cannot be told: then it comes again, and is known
    if (acked) await ack(response).catch(() => {});
  };
  const rest = (tries: number): void => {
    if (!stopped) later(Math.min(LONGEST_REST_MS, REST_MS * 2 ** tries), () => void begin(tries + 1));
  };
  const begin = async (tries = 0): Promise<void> => {
    if (stopped) return;
    const socket = new Socket({
      appToken,
      logger: silent,
      autoReconnectEnabled: false, // it would crash us where Slack opens none
      clientPingTimeout: 5_000,
      clientOptions: {
        retryConfig: { retries: 0 },
        timeout: 5_000,
        ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
      },
    });
    const own = new Set<Promise<void>>();
    let followed = false;
    let since = Number.POSITIVE_INFINITY;
    const follow = (asked = false): void => {
      if (followed) return;
      followed = true;
      if (asked || now() - since > HELD_MS) void begin();
      else rest(tries);
    };
    socket.on('slack_event', (envelope: Envelope) => {
      const work = heard(envelope).catch((error: unknown) => log.bug(`slack ${connection}`, error));
      for (const all of [own, underway]) {
        all.add(work);
        void work.finally(() => all.delete(work));
      }
    });
    socket.on('error', () => {}); // it closes, too
    socket.on('leaving', (why: unknown) => {
      follow(why === 'refresh_requested' || why === 'warning'); // the next one first
      void Promise.all(own).then(() => socket.disconnect());
    });
    open.add(socket);
    try {
      await socket.start();
      socket.on('disconnected', () => {
        open.delete(socket);
        follow();
      });
      since = now();
      if (trouble) log.note('Slack is heard again.', { connection });
      trouble = false;
      if (stopped) await socket.disconnect();
    } catch (error) {
      open.delete(socket);
      if (stopped) return;
      if (!trouble)
        log.note('Slack cannot be heard. Are the app token and the address right? We go on trying.', {
          connection,
          why: reasonOf(error),
        });
      trouble = true;
      rest(tries);
    }
  };
  return {
    start(): void {
      for (let n = 0; n < CONNECTIONS; n += 1) void begin();
    },
    /** What was taken is finished and acknowledged before the connections go. */
    async stop(within: (work: Promise<unknown>) => Promise<unknown>): Promise<void> {
      stopped = true;
      await within(Promise.all(underway));
      await within(Promise.all([...open].map((socket) => socket.disconnect().catch(() => {}))));
    },
  };
};
const reasonOf = (error: unknown): string => {
  const code = textIn(error, 'data', 'error') ?? '';
  return /^[a-z_]+$/.test(code) ? code : 'no answer';
};
