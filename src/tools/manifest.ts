/** Writes slack/manifest.json from the table of commands; with `--check` only says whether it is current. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestOf } from '../bots/slack/manifest.ts';
import { usages } from '../core/commands/index.ts';

const path = join(import.meta.dirname, '../../slack/manifest.json');
const now = `${JSON.stringify(manifestOf(usages('de'), { history: true }), null, 2)}\n`;
if (!process.argv.includes('--check')) {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, now);
}
const isCurrent = readFileSync(path, 'utf8') === now;
if (!isCurrent) console.error('slack/manifest.json is not what the app asks for now: npm run manifest');
process.exitCode = isCurrent ? 0 : 1;
