/** The one HTTP server. It knows no pages: it hands requests on, and says from where they come. */
import type { AddressInfo } from 'node:net';
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

/** The nearest address that no proxy of ours has. */
const clientOf = (remote: string, forwarded: string | null, trusted: readonly string[]): string => {
  const way = [...(forwarded?.split(',').map((each) => each.trim()) ?? []), remote];
  return way.findLast((each) => !trusted.includes(each)) ?? remote;
};

export const serveHttp = async ({ listen, trustedProxies, serve }: Parts): Promise<Http> => {
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: (request, env) => {
      const { incoming } = env as HttpBindings;
      const remote = (incoming.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
      const client = clientOf(
        remote,
        trustedProxies.includes(remote) ? request.headers.get('x-forwarded-for') : null,
        trustedProxies,
      );
      return serve(request, client);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
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
