/**
 * Brings a district's file into the configured database, for the first time or again:
 * `npm run district -- import FILE [--yes]`.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { render } from '../bots/memory/render.ts';
import { Temporal } from '../core/model/time.ts';
import { texts } from '../core/texts/index.ts';
import { sayRefusal } from '../core/texts/refused.ts';
import type { District } from '../districts/format.ts';
import { readDistrict } from '../districts/read.ts';
import type { PostgresStore } from '../store/postgres/index.ts';
import { type Preview, preview, takenRooms, write } from './district/import.ts';
import { inStore } from './in-store.ts';

const USAGE = 'npm run district -- import FILE [--yes]';
const HELP = `${USAGE}

Brings the district of FILE into the database of this server: DATABASE_URL, or the one that is brought along.
What is there already stays; what the file has changed since it was last brought in is shown, and written after a yes.

  --yes  writes without asking`;

const called = async () => {
  try {
    const { values, positionals } = parseArgs({
      options: { yes: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
      allowPositionals: true,
    });
    if (values.help) return { ...values, file: '', text: '' };
    const [verb, file, ...more] = positionals;
    if (verb !== 'import' || file === undefined || more.length > 0)
      throw new Error('Say which file is to be brought in.');
    return { ...values, file, text: await readFile(file, 'utf8') };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return undefined;
  }
};

const main = async (): Promise<number> => {
  const given = await called();
  if (given === undefined) return 2;
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const read = readDistrict(given.text);
  if (!read.ok) {
    for (const { path, says, line } of read.error)
      console.error(`${given.file}${line === undefined ? '' : `:${line}`}: ${path} ${says}`);
    return 1;
  }
  return inStore((store) => bring(store, read.value, given));
};

const bring = async (
  store: PostgresStore,
  file: District,
  { yes, file: name }: { yes: boolean; file: string },
): Promise<number> => {
  const taken = await takenRooms(store, file);
  for (const each of taken) console.error(`${name}: ${each}`);
  if (taken.length > 0) return 1;
  const now = Temporal.Now.instant();
  const seen = await preview(store, file, now);
  for (const line of seen.lines) console.log(line);
  const others = seen.isNew ? await store.database.body.count() : 0;
  if (others > 0)
    console.log(
      `This is a new district: ${seen.body.slice('body:'.length)}. There are others here, which stay as they are.`,
    );
  const harmless = seen.idle || (seen.isNew && others === 0);
  if (!harmless && !yes) {
    if (!process.stdin.isTTY) {
      console.error('Nothing was changed: say --yes, or answer on a terminal.');
      return 2;
    }
    if (!(await agreed())) {
      console.log('Nothing was changed.');
      return 1;
    }
  }
  return done(store, seen, await write(store, seen, randomUUID(), now));
};

const agreed = async (): Promise<boolean> => {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.once('SIGINT', () => terminal.close()); // Ctrl-C is a no
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('no')));
  const answer = await Promise.race([terminal.question('Write this? yes/no: '), closed]);
  terminal.close();
  return /^\s*y(es)?\s*$/i.test(answer);
};

const done = async (
  store: PostgresStore,
  { body, idle, isNew }: Preview,
  written: Awaited<ReturnType<typeof write>>,
): Promise<number> => {
  if (written === 'stale') {
    console.error('Nothing was changed: somebody changed the same meanwhile. Run it again.');
    return 1;
  }
  const { reads } = store.read(body);
  for (const { sitting, refused } of written) {
    const { say, fields = {} } = await sayRefusal(refused, texts.en, reads, Temporal.Now.instant());
    const why = [say, ...Object.values(fields)].flatMap((doc) => render(doc)).join(' ');
    console.error(`The sitting of ${sitting.said} could not be planned: ${why}`);
  }
  if (written.length > 0) return 1;
  if (isNew) console.log('The district is here. Next: npm run link -- NAME makes the first link for its coordinator.');
  else console.log(idle ? 'Nothing to change.' : 'Done.');
  return 0;
};

process.exit(await main());
