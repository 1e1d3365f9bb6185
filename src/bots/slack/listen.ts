import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { Log, Timer } from '../../core/ports.ts';
import { gate } from './gate.ts';
import { silent } from './silent.ts';

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

/** So many events are looked at at once; what has to wait for too long is to come again, and holds up nobody who acts. */
const MOST = 100;
const PATIENCE_MS = 1_500;

/**
 * Bolt between Slack's ways in and ours. It says yes to an event before anybody has looked at it; here Slack hears that only
 * once all is done, since what was acknowledged never comes again. One listener for each kind: of several that fit, Bolt would
 * run all.
 */
export const listening = async (handle: Handle, later: Timer, log: Log, connection: string): Promise<Take> => {
  const enter = gate(MOST, PATIENCE_MS, later);
  const receiver: Receiver = {
    init() {},
    start: async () => undefined,
    stop: async () => undefined,
  };
  const made = new App({
    receiver,
    logger: silent,
    deferInitialization: true,
    // each answer is ours to send, so that no token is needed to hear something
    authorize: async () => ({ botId: '', botUserId: '' }),
  });
  await made.init();
  const kept = new WeakMap<object, Acknowledge>();
  /** What came as far as us: Bolt cannot read everything. */
  const reached = new WeakSet<object>();
  const take = (kind: Kind, body: object, acknowledge: Acknowledge): Promise<void> => {
    reached.add(body);
    return handle(kind, body, acknowledge);
  };
  made.event(/.*/, ({ body }) => take('event', body, kept.get(body) ?? (async () => {})));
  made.command(/.*/, ({ body, ack }) => take('command', body, async (response) => ack(response as never)));
  made.action(/.*/, ({ body, ack }) => take('action', body, async () => ack()));
  made.view(/.*/, ({ body, ack }) =>
    body.type === 'view_submission' ? take('submission', body, async (response) => ack(response as never)) : ack(),
  );
  made.shortcut(/.*/, ({ body, ack }) => take('shortcut', body, async () => ack()));
  // what nobody could keep is not acknowledged: Slack brings events again
  made.error(async (error) => {
    throw error;
  });
  // what is acknowledged is told at once, however long showing the answer takes
  const process: Take = (body) =>
    new Promise((resolve) => {
      const isEvent = 'event' in body;
      if (isEvent) kept.set(body, async () => done(true));
      const event: ReceiverEvent = {
        body,
        async ack(response) {
          if (!isEvent) resolve({ acked: true, response }); // of an event Bolt says it too early
        },
      };
      const done = (acked: boolean): void => resolve({ acked, response: undefined });
      made.processEvent(event).then(
        () => done(isEvent || !reached.has(body)), // what nobody knows means nothing
        (error: unknown) => {
          if (!reached.has(body)) {
            log.note('something from Slack that cannot be read', { connection });
            return done(true);
          }
          const cause = error instanceof Error && 'original' in error ? error.original : error;
          if (!(cause instanceof NotKept)) log.bug(`slack ${connection}`, cause);
          done(false);
        },
      );
    });
  return async (body) => {
    if (!('event' in body)) return process(body);
    const leave = await enter();
    if (leave === undefined) {
      log.note('too much at once', { connection });
      return { acked: false, response: undefined };
    }
    return process(body).finally(leave);
  };
};
/** Nothing was saved, and it is to come again. */
export class NotKept extends Error {}
