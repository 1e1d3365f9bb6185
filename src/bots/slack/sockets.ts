import { LogLevel } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { Log, Timer } from '../../core/ports.ts';
import type { Take } from './listen.ts';

/** Slack ends each connection every few hours, and a new one takes its time: with two, one is always there. */
const CONNECTIONS = 2;
const REST_MS = 2_000;
const LONGEST_REST_MS = 60_000;
/** Until then what was taken is still acknowledged. */
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
type Parts = { appToken: string; apiUrl?: string; take: Take; later: Timer; log: Log; connection: string };
type Envelope = { ack(response?: unknown): Promise<void>; body: Readonly<Record<string, unknown>> };

/**
 * Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode). Whatever Slack does, we come again, more and more slowly; it is
 * told once, and once when it works again.
 */
export const sockets = ({ appToken, apiUrl, take, later, log, connection }: Parts) => {
  let stopped = false;
  let trouble = false;
  const clients = Array.from(
    { length: CONNECTIONS },
    () =>
      new SocketModeClient({
        appToken,
        logger: silent,
        clientPingTimeout: 5_000,
        clientOptions: {
          retryConfig: { retries: 0 },
          timeout: 5_000,
          ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
        },
      }),
  );
  const underway = new Set<Promise<void>>();
  const heard = async ({ ack, body }: Envelope): Promise<void> => {
    const { acked, response } = await take(body);
    // a connection that has gone meanwhile cannot be told: then it comes again, and is known
    if (acked) await ack(response).catch(() => {});
  };
  const open = async (client: SocketModeClient, tries = 0): Promise<void> => {
    if (stopped) return;
    try {
      await client.start();
      if (trouble) log.note('Slack is heard again.', { connection });
      trouble = false;
    } catch (error) {
      if (stopped) return;
      if (!trouble)
        log.note('Slack cannot be heard. Are the app token and the address right? We go on trying.', {
          connection,
          why: reasonOf(error),
        });
      trouble = true;
      later(Math.min(LONGEST_REST_MS, REST_MS * 2 ** tries), () => void open(client, tries + 1));
    }
  };
  return {
    start(): void {
      for (const client of clients) {
        client.on('slack_event', (envelope: Envelope) => {
          const work = heard(envelope).catch((error: unknown) => log.bug(`slack ${connection}`, error));
          underway.add(work);
          void work.finally(() => underway.delete(work));
        });
        client.on('error', () => {}); // it reconnects by itself
        void open(client);
      }
    },
    /** What was taken is finished and acknowledged before the connections go. */
    async stop(within: (work: Promise<unknown>) => Promise<unknown>): Promise<void> {
      stopped = true;
      await within(Promise.all(underway));
      await within(Promise.all(clients.map((client) => client.disconnect().catch(() => {}))));
    },
  };
};
const reasonOf = (error: unknown): string => {
  const code =
    typeof error === 'object' && error !== null ? Reflect.get(Reflect.get(error, 'data') ?? {}, 'error') : '';
  return typeof code === 'string' && /^[a-z_]+$/.test(code) ? code : 'no answer';
};
