/** The composition root: alone knows every room, starts all of them in order and stops them in reverse. */
import { randomUUID } from 'node:crypto';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Config } from './config.ts';
import type { Bot, Log, Timer } from './core/ports.ts';

// Most of a start would go into reading the program; what is imported from here on is kept as Node has read it.
enableCompileCache(join(import.meta.dirname, '../.cache/compiled'));
const { readConfig } = await import('./config.ts');
const { openDoor } = await import('./core/handle.ts');
const { Temporal } = await import('./core/model/time.ts');
const { documents } = await import('./documents/index.ts');
const { runLane } = await import('./lanes.ts');
const { makeLog } = await import('./log.ts');
const { startScheduler } = await import('./scheduler/start.ts');
const { HomeInUse } = await import('./store/embedded.ts');
const { MigrationRefused } = await import('./store/migrate.ts');
const { CannotOpen, openStore } = await import('./store/open.ts');

/** Longer than a lane's farewell; then whatever still hangs is left behind. */
const STOPPING_MS = 25_000;
/** Ctrl-C, a supervisor, a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C may reach us twice: from the terminal, and handed on by npm. */
const SAME_KEY_MS = 500;

const later: Timer = (ms, then) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};
const time = { now: () => Temporal.Now.instant() };
/** Of this process alone, so that a new one never passes for the one before it. */
const replica = randomUUID();
let ticks = 0;
const nextId = (): string => {
  ticks += 1;
  return `tick:${replica}:${ticks}`;
};

type Close = () => Promise<void>;
/** What is opened is put on `closing` at once, so that a start which fails half-way is undone as far as it got. */
const start = async (config: Config, log: Log, closing: Close[], fail: (why: string) => void): Promise<void> => {
  const { store, lost, end } = await openStore({ ...config, later, log });
  closing.push(end);
  void lost.then((how) => fail(`The PostgreSQL that Gremienlotse brought along ended on its own (${how}).`));

  const door = openDoor({ store, documents, time, log });
  const bots: readonly Bot[] = []; // none can be configured yet
  for (const bot of bots) {
    closing.push(() => bot.stop());
    await bot.start(door);
  }
  for (const bot of bots) closing.push(runLane({ store, bot, replica, later, time, log }).stop);
  closing.push(startScheduler({ door, log, nextId }).stop);

  console.log(`Gremienlotse is ready in ${Math.round(performance.now())} ms.`);
  if (bots.length === 0) console.log('No platform is configured yet. To see what Gremienlotse does: npm run tour');
  flushCompileCache(); // now, as whoever is killed writes nothing any more
};

/** Sentences for whoever starts it; anything else is a mistake of ours and belongs in the log. */
const isForeseen = (error: unknown): error is Error =>
  error instanceof CannotOpen || error instanceof HomeInUse || error instanceof MigrationRefused;

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

const loadSettings = (): void => {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return; // nothing is needed for a first run
    throw error;
  }
};

loadSettings();
const config = readConfig(process.env);
if (config.ok) run(config.value);
else {
  for (const sentence of config.error) console.error(sentence);
  process.exitCode = 1;
}
