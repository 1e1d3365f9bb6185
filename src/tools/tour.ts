/**
 * Plays a quarter of a district through the same doors as everything else, on a database that is thrown away, with a clock
 * that is wound by hand: `npm run tour -- [--example FILE] [--platform web|matrix|slack|mixed] [--out DIR]
 * [--seed N] [--json]`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Log } from '../core/ports.ts';
import { readDistrict } from '../districts/read.ts';
import { openStore } from '../store/open.ts';
import { play, programOf } from '../story/play.ts';
import { later } from './later.ts';
import { carefree, removeScratchHome, scratchHome } from './scratch.ts';
import type { Event } from './tour/events.ts';
import { writeFiles } from './tour/files.ts';
import { makeFolder } from './tour/folder.ts';
import { isPlatform, NotHere, platformFor, platforms } from './tour/platforms.ts';
import { setStage } from './tour/stage.ts';
import { inWords, summaryOf } from './tour/summary.ts';
import { transcript } from './tour/transcript.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/landkreis-waldshut.yaml');

const USAGE =
  'npm run tour -- [--example FILE] [--platform memory|web|matrix|slack|mixed] [--out DIR] [--seed N] [--json]';
const HELP = `${USAGE}

  --example FILE  plays another district than examples/landkreis-waldshut.yaml
  --platform web  everybody on the web rooms, through HTTP, instead of several platforms in memory;
                  matrix: everybody on Matrix, with clients of their own, on a Synapse started for it;
                  slack: everybody on Slack, with clients of their own, in a stand-in for it;
                  mixed: each group over Slack, Matrix (stand-ins for both) and the web rooms
  --out DIR       writes the paper, minutes and calendar files there
  --seed N        other people: late, mistyping, in another order; the same number, the same people
  --json          a line of JSON for each event, and a summary`;

const options = () => {
  const { seed, platform, ...rest } = parseArgs({
    options: {
      example: { type: 'string', default: EXAMPLE },
      out: { type: 'string' },
      platform: { type: 'string', default: 'memory' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values;
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) throw new Error(`--seed is a whole number, not "${seed}".`);
  if (!isPlatform(platform)) throw new Error(`--platform is one of ${platforms.join(', ')}, not "${platform}".`);
  return { ...rest, platform, seed: seed === undefined ? undefined : Number(seed) };
};
/** What is wrong with how it was called is one sentence, not a trace. */
const called = async () => {
  try {
    const given = options();
    if (given.help) return { ...given, text: '' };
    const text = await readFile(given.example, 'utf8');
    if (given.out !== undefined) await makeFolder(given.out);
    return { ...given, text };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return undefined;
  }
};

const main = async (): Promise<number> => {
  const given = await called();
  if (given === undefined) return 2;
  const { example, out, platform, seed, json, help, text } = given;
  if (help) {
    console.log(HELP);
    return 0;
  }
  const read = readDistrict(text);
  if (!read.ok) {
    for (const { path, says, line } of read.error)
      console.error(`${example}${line === undefined ? '' : `:${line}`}: ${path} ${says}`);
    return 1;
  }
  const { language } = read.value.district;
  const closing: (() => Promise<void>)[] = [];
  const bugs: unknown[] = [];
  const log: Log = { bug: (_cause, error) => void bugs.push(error), note: () => {} };
  const home = await scratchHome();
  const opened = await openStore({ stateDir: home, settings: carefree, log, later });
  const tour = async (): Promise<number> => {
    const there = await platformFor(platform, read.value, { store: opened.store, closing });
    const { district, begin = district, make } = there;
    const program = there.program(programOf(district, seed));
    const pages = transcript(district, (line) => console.log(line));
    const tell = (event: Event) => (json ? console.log(JSON.stringify(event)) : pages.tell(event));
    const stage = await setStage(begin, opened.store, program.start, log, tell, make);
    await play(stage, program, json ? () => {} : pages.chapter);
    if (!json) pages.end();
    const files = out === undefined ? [] : await writeFiles(stage, opened.store.database, out);
    const summary = await summaryOf(opened.store.database, stage.body);
    if (json) console.log(JSON.stringify({ summary, files }));
    else
      console.log(
        `\n${inWords(summary, language)}${files.length === 0 ? '' : `\n${language === 'de' ? 'Geschrieben nach' : 'Written to'} ${out}: ${files.join(', ')}`}`,
      );
    for (const bug of bugs) console.error(bug);
    return bugs.length === 0 && summary['unsettled'] === 0 ? 0 : 1;
  };
  try {
    return await Promise.race([tour(), unheard()]);
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    for (const close of closing) await close();
    await opened.end();
    await removeScratchHome(home);
  }
};
/** Whoever read along (`| head`) has read enough: that is no mistake, and nothing more needs to be played. */
const unheard = (): Promise<number> =>
  new Promise((resolve, reject) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? resolve(0) : reject(error)));
  });

process.exit(await main()); // what is still being played when nobody listens ends here
