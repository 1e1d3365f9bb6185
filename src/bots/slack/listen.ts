import { App, LogLevel, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../core/ports.ts';
import type { Teams } from './team.ts';

/** What an acknowledgement carries: an answer for whoever typed a command, or what becomes of a form. */
export type Acknowledge = (response?: Readonly<Record<string, unknown>>) => Promise<void>;
export type Kind = 'event' | 'command' | 'action' | 'submission' | 'shortcut';
/**
 * Handles one thing and says yes to Slack when that is committed, by `acknowledge` or by returning; throws where it is to come
 * again.
 */
export type Handle = (kind: Kind, body: unknown, acknowledge: Acknowledge) => Promise<void>;
/** One way in: it hands over what comes, and returns how it was acknowledged. */
export type Take = (body: Readonly<Record<string, unknown>>) => Promise<{ acked: boolean; response: unknown }>;

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/**
 * Bolt between Slack's ways in and ours. It says yes to an event before anybody has looked at it; here Slack hears that only
 * once all is done, since what was acknowledged never comes again. One listener for each kind: of several that fit, Bolt would
 * run all.
 */
export const listening = async (handle: Handle, teams: Teams, log: Log, connection: string): Promise<Take> => {
  let app: App | undefined;
  const receiver: Receiver = {
    init(made) {
      app = made;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  const made = new App({
    receiver,
    logger: silent,
    deferInitialization: true,
    // each answer is ours to send, so that no token is needed to hear something
    authorize: async ({ teamId }) => ({ botId: '', botUserId: (await teams.of(teamId)).me }),
  });
  await made.init();
  made.event(/.*/, ({ body }) => handle('event', body, async () => {}));
  made.command(/.*/, ({ body, ack }) => handle('command', body, async (response) => ack(response as never)));
  made.action(/.*/, ({ body, ack }) => handle('action', body, async () => ack()));
  made.view(/.*/, ({ body, ack }) =>
    body.type === 'view_submission' ? handle('submission', body, async (response) => ack(response as never)) : ack(),
  );
  made.shortcut(/.*/, ({ body, ack }) => handle('shortcut', body, async () => ack()));
  // what nobody could keep is not acknowledged: Slack brings events again
  made.error(async (error) => {
    throw error;
  });
  return async (body) => {
    let acked = false;
    let response: unknown;
    const event: ReceiverEvent = {
      body,
      async ack(given) {
        if ('event' in body) return; // Bolt does it too early
        acked = true;
        response = given;
      },
    };
    try {
      await app?.processEvent(event);
    } catch (error) {
      const cause = error instanceof Error && 'original' in error ? error.original : error;
      if (!(cause instanceof NotKept)) log.bug(`slack ${connection}`, cause);
      return { acked, response };
    }
    return { acked: acked || 'event' in body, response };
  };
};
/** Nothing was saved, and it is to come again. */
export class NotKept extends Error {}
