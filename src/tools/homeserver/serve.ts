import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An HTTP server that can go down and come back on the same port, and whose answers can break off. */
export type Request = {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  bytes: Buffer;
  gone: AbortSignal;
};
/** How much of the answer is heard. */
export type Answer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  heard: 'whole' | 'half' | 'nothing';
};

export const serving = async (answer: (request: Request) => Promise<Answer>) => {
  let server: Server | undefined;
  let port = 0;
  const open = new Set<Socket>();
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const { status, headers, body, heard } = await answer({
      method: incoming.method ?? '',
      url: new URL(incoming.url ?? '', 'http://homeserver'),
      headers: incoming.headers,
      bytes: await buffer(incoming),
      gone: gone.signal,
    });
    if (heard === 'nothing') return void incoming.socket.destroy();
    outgoing.writeHead(status, { ...headers, 'content-length': body.length });
    if (heard === 'whole') return void outgoing.end(body);
    outgoing.write(body.subarray(0, body.length / 2), () => incoming.socket.destroy());
  };
  const up = async (): Promise<void> => {
    if (server !== undefined) return;
    server = createServer((incoming, outgoing) => {
      handle(incoming, outgoing).catch(() => incoming.socket.destroy()); // whoever hung up in the middle
    });
    server.on('connection', (socket) => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  await up();
  return {
    url: `http://127.0.0.1:${port}`,
    up,
    /** Whoever waits for an answer is cut off. */
    async down(): Promise<void> {
      const ending = server;
      if (ending === undefined) return;
      server = undefined;
      const closed = once(ending, 'close');
      ending.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
};
