/** The one HTTP server. It knows no pages: it hands requests on, and says from where they come. */
import { type AddressInfo, BlockList, isIP } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { Listen } from './config.ts';

/** `client`: the address from where somebody asks. */
export type Serve = (request: Request, client: string) => Promise<Response>;
type Parts = {
  listen: Listen;
  /** Whom to believe when they say for whom they ask. */
  trustedProxies: readonly string[];
  serve: Serve;
};
export type Http = { port: number; close(): Promise<void> };

/** What to do about it is a sentence for whoever starts the program. */
export class CannotListen extends Error {
  override name = 'CannotListen';
}
const wrong: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already, perhaps Gremienlotse itself',
  EACCES: 'this user may not; ports below 1024 are often kept for root',
  EADDRNOTAVAIL: 'this computer has no such address',
  ENOTFOUND: 'no such address is known',
  EAI_AGAIN: 'no such address is known',
};
const cannotListen = ({ host, port }: Listen, error: NodeJS.ErrnoException): Error => {
  const why = wrong[error.code ?? ''];
  return why === undefined
    ? error
    : new CannotListen(
        `The pages cannot be served at ${host.includes(':') ? `[${host}]` : host}:${port}: ${why}. Set LISTEN to another address and port, such as LISTEN=127.0.0.1:${port === 8081 ? 8082 : 8081}.`,
        { cause: error },
      );
};

/** Addresses, and networks such as 172.16.0.0/12. */
const listed = (all: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList();
  for (const each of all) {
    const [address = '', bits] = each.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
};

/** The nearest address that no proxy of ours has. */
const clientOf = (remote: string, forwarded: string | null, isTrusted: (address: string) => boolean): string => {
  const way = [...(forwarded?.split(',').map(bare) ?? []), remote];
  return way.findLast((each) => !isTrusted(each)) ?? remote;
};
/** An IPv4 address is the same however the system writes it. */
const bare = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

/** The server's own requests only look like one; whoever reads a body on its way makes another out of it. */
const whole = (request: Request): Request => {
  const { url, method, headers, body, signal } = request;
  return body === null ? request : new Request(url, { method, headers, body, signal, duplex: 'half' });
};

export const serveHttp = async ({ listen, trustedProxies, serve }: Parts): Promise<Http> => {
  const isTrusted = listed(trustedProxies);
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: (request, env) => {
      const { incoming } = env as HttpBindings;
      const remote = bare(incoming.socket.remoteAddress ?? '');
      return serve(whole(request), clientOf(remote, request.headers.get('x-forwarded-for'), isTrusted));
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(listen, error)));
    server.listen(listen.port, listen.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections(); // open event streams never end by themselves
      }),
  };
};
