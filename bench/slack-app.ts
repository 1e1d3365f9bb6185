/** One app in a process of its own: ours with all that runs in production, or Bolt as it comes, which keeps nothing. */
import type { Log } from '../src/core/ports.ts';
import type { Address } from './server.ts';
import type { At, Mode } from './slack-crowd.ts';

export type App = { which: 'lotse' | 'echo' | 'ack'; mode: Mode; slack: At; database: Address };
export type Said = { port?: number; rss: number; cpuMs: number };

const time = async () => {
  const { instant } = await import('../src/core/model/time.ts');
  return { now: () => instant('2026-06-15T08:00:00Z') };
};
const ours = async ({ mode, slack, database }: App): Promise<number | undefined> => {
  const { slackBot } = await import('../src/bots/slack/index.ts');
  const { openDoor } = await import('../src/core/handle.ts');
  const { documents } = await import('../src/documents/index.ts');
  const { serveHttp } = await import('../src/http.ts');
  const { runLane } = await import('../src/lanes.ts');
  const { postgresStore } = await import('../src/store/postgres/index.ts');
  const later = (ms: number, then: () => void) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  };
  const log: Log = {
    bug: (cause, error) => {
      throw new Error(`bug at ${cause}`, { cause: error });
    },
    note: () => {},
  };
  const store = postgresStore(database, later);
  const now = await time();
  const door = openDoor({ store, documents, time: now, log });
  const bot = slackBot({
    connection: 'slack',
    botToken: slack.token,
    apiUrl: slack.apiUrl,
    ...(mode === 'socket' ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret }),
    now: () => Date.now(),
    later,
    log,
  });
  await bot.start(door);
  runLane({ store, bot, replica: 'bench', later, time: now, log });
  if (mode === 'socket') return undefined;
  const http = await serveHttp({
    listen: { host: '127.0.0.1', port: 0 },
    trustedProxies: [],
    serve: async (request) =>
      (await bot.serve(request, { origins: [], base: '' })) ?? new Response(null, { status: 404 }),
  });
  return http.port;
};
const bolt = async ({ which, mode, slack }: App): Promise<number | undefined> => {
  const { App: Bolt, LogLevel } = await import('@slack/bolt');
  const app = new Bolt({
    token: slack.token,
    signingSecret: slack.signingSecret,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
    ...(mode === 'socket' && { socketMode: true, appToken: slack.appToken }),
  });
  app.command('/ak', async ({ command, ack, client }) => {
    if (which === 'echo') await client.chat.postMessage({ channel: command.channel_id, text: command.text });
    await ack(command.text);
  });
  if (mode === 'socket') {
    await app.start();
    return undefined;
  }
  const address = (await app.start(0)).address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
};

const app = JSON.parse(process.argv[2] ?? '') as App;
const port = await (app.which === 'lotse' ? ours(app) : bolt(app));
const say = (): void => {
  const { user, system } = process.cpuUsage();
  const said: Said = { rss: process.memoryUsage().rss, cpuMs: (user + system) / 1_000, ...(port && { port }) };
  process.send?.(said);
};
process.on('message', say);
say();
