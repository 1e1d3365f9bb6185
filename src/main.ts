/** The composition root: alone knows every room, starts all of them in order and stops them in reverse. */
import { randomUUID } from 'node:crypto';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Address } from './bots/web/site.ts';
import type { Config } from './config.ts';
import type { Bot, Log, Time, Timer } from './core/ports.ts';
import type { Serve } from './http.ts';

// Most of a start would go into reading the program; what is imported from here on is kept as Node has read it.
enableCompileCache(join(import.meta.dirname, '../.cache/compiled'));
const { personalLinks, webBot } = await import('./bots/web/index.ts');
const { limits } = await import('./bots/web/limits.ts');
const { codes } = await import('./codes.ts');
const { loadConfig, pagesAt } = await import('./config.ts');
const { openDoor } = await import('./core/handle.ts');
const { WEB } = await import('./core/model/access.ts');
const { Temporal } = await import('./core/model/time.ts');
const { documents } = await import('./documents/index.ts');
const { withHealth } = await import('./health.ts');
const { CannotListen, serveHttp } = await import('./http.ts');
const { runLane } = await import('./lanes.ts');
const { makeLog } = await import('./log.ts');
const { startScheduler } = await import('./scheduler/start.ts');
const { HomeInUse } = await import('./store/embedded.ts');
const { MigrationRefused } = await import('./store/migrate.ts');
const { CannotOpen, openStore } = await import('./store/open.ts');
const { webKey } = await import('./store/secret.ts');
const { calendarLinks, feeds } = await import('./web/feeds.ts');

/** Longer than a lane's farewell; then whatever still hangs is left behind. */
const STOPPING_MS = 25_000;
/** Ctrl-C, a supervisor, a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C may reach us twice: from the terminal, and handed on by npm. */
const SAME_KEY_MS = 100;

const later: Timer = (ms, then) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};
const clock: Time = { now: () => Temporal.Now.instant() };
const pause = (ms: number) => new Promise<void>((resolve) => void later(ms, resolve));
const TRIAL_DATABASE = 'gremienlotse_trial';
/** Of this process alone, so that a new one never passes for the one before it. */
const replica = randomUUID();
let ticks = 0;
const nextId = (): string => {
  ticks += 1;
  return `tick:${replica}:${ticks}`;
};

/** Where the pages are: as configured, or here alone. */
const addressOf = ({ publicUrl }: Config, port: number): Address => {
  if (publicUrl === undefined)
    return { origins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`], base: '', secure: false };
  const { origin, base } = pagesAt(publicUrl);
  return { origins: [origin], base, secure: publicUrl.protocol === 'https:' };
};

type Close = () => Promise<void>;
/** What is opened is put on `closing` at once, so that a start which fails half-way is undone as far as it got. */
const start = async (config: Config, log: Log, closing: Close[], fail: (why: string) => void): Promise<void> => {
  // Nothing is configured: whoever started it wants to see what it is. Nobody else can reach that.
  const isTrial =
    config.publicUrl === undefined &&
    config.databaseUrl === undefined &&
    config.matrix.length + config.slack.length === 0;
  const { store, lost, reachedAt, end } = await openStore({
    ...config,
    ...(isTrial && { database: TRIAL_DATABASE }),
    later,
    log,
  });
  closing.push(end);
  void lost.then((how) => fail(`The PostgreSQL that Gremienlotse brought along ended on its own (${how}).`));

  const trial = isTrial ? await (await import('./trial/start.ts')).startTrial(store, pause, nextId) : undefined;
  const time = trial?.trial.time ?? clock;
  let serving: Serve | undefined;
  const isWeb = isTrial || config.publicUrl !== undefined;
  const http = await serveHttp({
    listen: { ...config.listen, ...(isTrial && { host: '127.0.0.1' }) },
    trustedProxies: config.trustedProxies,
    serve: withHealth(
      async (request, client) =>
        (await serving?.(request, client)) ?? new Response(null, { status: isWeb ? 503 : 404 }), // not yet, or never
      {
        base: config.publicUrl === undefined ? '' : pagesAt(config.publicUrl).base,
        ready: store.ready,
        within: pause,
      },
    ),
  });
  closing.push(http.close);
  const address = isWeb ? addressOf(config, http.port) : undefined;
  const key = await webKey(store);
  const [origin = ''] = address?.origins ?? [];
  const links = address && {
    ...personalLinks(origin, address.base, key),
    ...calendarLinks(origin, address.base, key),
  };

  const abilities = new Map<string, Bot['can']>();
  const can = (connection: string): Bot['can'] => abilities.get(connection) ?? [];
  const door = openDoor({ store, documents, time, log, can, codes: codes(key), ...(links && { links }) });
  const web =
    address &&
    webBot({
      connection: WEB,
      rooms: store.webRooms,
      time,
      log,
      random: randomUUID,
      address,
      key,
      ...(trial && { trial: trial.visitor, patient: true as const }),
    });
  const matrix = await Promise.all(
    config.matrix.map(async ({ name, ...account }) =>
      (await import('./bots/matrix/index.ts')).matrixBot({ connection: name, ...account, later, log }),
    ),
  );
  const slack = await Promise.all(
    config.slack.map(async ({ name, ...app }) =>
      (await import('./bots/slack/index.ts')).slackBot({
        connection: name,
        ...app,
        ...(config.secretKey !== undefined && { secretKey: config.secretKey }),
        kept: store.sealed,
        now: () => Date.now(),
        later,
        log,
      }),
    ),
  );
  const bots: readonly Bot[] = [...(web === undefined ? [] : [web]), ...matrix, ...slack];
  for (const bot of bots) {
    closing.push(() => bot.stop());
    abilities.set(bot.connection, bot.can);
    await bot.start(door);
  }
  for (const bot of bots) closing.push(runLane({ store, bot, replica, later, time, log }).stop);
  closing.push(startScheduler({ door, log, nextId }).stop);
  if (web !== undefined && address !== undefined) {
    const calendars = feeds({ door, log, key, base: address.base, wait: limits(trial !== undefined).feeds });
    const pages = async (request: Request, client?: string) => {
      for (const each of slack) {
        const answer = await each.serve(request, address);
        if (answer !== undefined) return answer;
      }
      return calendars.has(request) ? calendars.serve(request, client) : web.serve(request, client);
    };
    serving = trial === undefined ? pages : trial.serve(door, pages, address);
  }

  console.log(`Gremienlotse is ready in ${Math.round(performance.now())} ms.`);
  const where = `${origin}${address?.base ?? ''}/${trial === undefined ? '' : 'trial'}`;
  if (address !== undefined) reachedAt(where);
  if (trial !== undefined) console.log(`A trial with invented people, on this computer alone: ${where}`);
  else if (address !== undefined) console.log(`People reach it at ${where}`);
  for (const { name, homeserver } of config.matrix) console.log(`It is on Matrix: ${name}, ${homeserver}`);
  for (const { name } of config.slack) console.log(`It is on Slack: ${name}`);
  if (bots.length === 0)
    console.log(
      'No platform is configured yet: set PUBLIC_URL, MATRIX or SLACK. To see what Gremienlotse does: npm run tour',
    );
  flushCompileCache(); // now, as whoever is killed writes nothing any more
};

/** Sentences for whoever starts it; anything else is a mistake of ours and belongs in the log. */
const isForeseen = (error: unknown): error is Error =>
  [CannotListen, CannotOpen, HomeInUse, MigrationRefused].some((kind) => error instanceof kind);

const run = (config: Config): void => {
  const log = makeLog({ level: config.logLevel, replica });
  const closing: Close[] = [];
  let stopping = false;

  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    later(STOPPING_MS, () => process.exit(1));
    await starting; // what is half open cannot be closed
    for (const close of closing.reverse()) await close().catch((error: unknown) => log.bug('stop', error));
    process.exit(code);
  };
  const fail = (why: string): void => {
    if (!stopping) console.error(why);
    void stop(1);
  };
  const onSignal = (signal: (typeof signals)[number]): void => {
    if (!stopping) asked = performance.now();
    else if (performance.now() - asked > SAME_KEY_MS) process.exit(128 + constants.signals[signal]);
    void stop(0);
  };
  let asked = 0;
  for (const signal of signals) process.on(signal, onSignal);
  // What nobody caught may have left anything half done: a new process begins from what was committed.
  for (const uncaught of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(uncaught, (error) => {
      log.bug(uncaught, error);
      fail('Gremienlotse stops because of a mistake of its own; the log has the details.');
    });

  const starting = start(config, log, closing, fail).catch((error: unknown) => {
    if (!isForeseen(error)) log.bug('start', error);
    fail(isForeseen(error) ? error.message : 'Gremienlotse could not start; the log says why.');
  });
};

const config = loadConfig();
if (config.ok) run(config.value);
else {
  for (const sentence of config.error) console.error(sentence);
  process.exitCode = 1;
}
