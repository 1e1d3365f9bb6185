/** Socket Mode: tickets, hello, envelopes and their acknowledgements, and the end of a connection (docs.slack.dev/apis/events-api/using-socket-mode). */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from './clock.ts';
import type { Outcome, Way } from './deliver.ts';
import { json, parsed, word } from './json.ts';
import { secret } from './world.ts';

const MOST = 10;
const PING_MS = 10_000;
type Waiting = { socket: WebSocket; takesBody: boolean; done: (outcome: Outcome) => void };

export const sockets = (clock: Clock, appId: string, improper: (what: string) => void) => {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  /** Told to go: gets nothing new, may still acknowledge. */
  const going = new Set<WebSocket>();
  const waiting = new Map<string, Waiting>();
  let turn = 0;
  let dropsNext = 0;

  const hear = (socket: WebSocket, text: string): void => {
    const { envelope_id: id, payload } = json(parsed(text));
    const found = waiting.get(word(id) ?? '');
    if (found === undefined) return void improper(`An acknowledgement for nothing that waits for one: ${text}`);
    if (found.socket !== socket) return void improper(`An acknowledgement on another connection: ${text}`);
    const says = payload !== undefined && Object.keys(json(payload)).length > 0;
    if (says && !found.takesBody) improper(`An acknowledgement with an answer nobody takes: ${text}`);
    found.done({ acked: true, body: payload });
  };
  const greet = (socket: WebSocket): void => {
    if (open.length >= MOST) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: DEBUG }));
      socket.close();
      return;
    }
    open.push(socket);
    const ping = setInterval(() => socket.ping('Ping from applink'), PING_MS);
    socket.on('message', (data) => hear(socket, data.toString()));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      going.delete(socket);
      open.splice(open.indexOf(socket), 1);
      for (const each of waiting.values())
        if (each.socket === socket) each.done({ acked: false, reason: 'connection_closed' });
    });
    const info = { num_connections: open.length, connection_info: { app_id: appId }, debug_info: DEBUG };
    socket.send(JSON.stringify({ type: 'hello', ...info }));
  };

  const way: Way = (kind, payload, retry, ms) =>
    new Promise((resolve) => {
      const free = open.filter((socket) => !going.has(socket));
      const socket = free[turn++ % Math.max(1, free.length)];
      if (socket === undefined) return resolve({ acked: false, reason: 'no_connection' });
      const envelope = randomUUID();
      const late = clock.after(ms, () => finish({ acked: false, reason: 'timeout' }));
      const finish = (outcome: Outcome): void => {
        late();
        waiting.delete(envelope);
        resolve(outcome);
      };
      const takesBody = kind !== 'events_api';
      waiting.set(envelope, { socket, takesBody, done: finish });
      socket.send(
        JSON.stringify({
          envelope_id: envelope,
          payload,
          type: kind,
          accepts_response_payload: takesBody,
          ...(kind === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
        }),
      );
      if (dropsNext === 0) return;
      dropsNext -= 1;
      setImmediate(() => socket.terminate());
    });

  return {
    way,
    ticket(): string {
      const ticket = secret();
      tickets.add(ticket);
      return ticket;
    },
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const { searchParams } = new URL(request.url ?? '', 'http://slack');
      if (!tickets.delete(searchParams.get('ticket') ?? '')) return void socket.destroy();
      server.handleUpgrade(request, socket, head, greet);
    },
    count: (): number => open.length - going.size,
    /** As Slack does every few hours: a warning, then the end of each connection (or of the oldest only). */
    refresh(which: 'all' | 'oldest' = 'all'): void {
      for (const socket of which === 'all' ? [...open] : open.slice(0, 1)) {
        going.add(socket);
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: DEBUG }));
        clock.after(1_000, () => socket.close());
      }
    },
    /** Connections are cut, without a word. */
    drop(which: 'all' | 'oldest' = 'all'): void {
      for (const socket of which === 'all' ? [...open] : open.slice(0, 1)) socket.terminate();
    },
    /** The next envelopes are the last that their connections bring. */
    dropAfter(times: number): void {
      dropsNext = times;
    },
    stop(): void {
      for (const socket of open) socket.terminate();
      server.close();
    },
  };
};
const DEBUG = { host: 'applink-standin', build_number: 1, approximate_connection_time: 18_060 };
