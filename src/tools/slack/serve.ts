/** The HTTP server under which all of it stands. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

export type Request = { method: string; url: URL; headers: IncomingMessage['headers']; bytes: Buffer };
/** `heard`: whether the answer arrives. */
export type Answer = {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: string | Buffer;
  heard?: 'not at all';
};

export const serving = async (
  answer: (request: Request) => Promise<Answer>,
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
) => {
  const open = new Set<Socket>();
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { status, headers, body, heard } = await answer({
      method: incoming.method ?? '',
      url: new URL(incoming.url ?? '', 'http://slack'),
      headers: incoming.headers,
      bytes: await buffer(incoming),
    });
    if (heard === 'not at all') return void incoming.socket.destroy();
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    outgoing.end(body);
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500, { 'content-type': 'text/plain' });
      outgoing.end(`${error}`);
    });
  });
  server.on('upgrade', upgrade);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop(): Promise<void> {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
};
